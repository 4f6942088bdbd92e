package io.xylem.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.core.schema.Layout;
import io.xylem.it.MappedTree.MappedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** From one row per record, with lists of structs. The order between groups is not kept. */
final class NestedRebuilder extends Rebuilder {
    NestedRebuilder(RandomModel model) {
        super(model);
    }

    @Override
    Layout layout() {
        return Layout.NESTED;
    }

    @Override
    MappedRecord kept(MappedRecord record) {
        Instance tree = record.tree().copy();
        tree.rescued.addAll(record.tree().rescuedBelow());
        return new MappedRecord(record.source(), record.number(), tree, List.of(), List.of());
    }

    @Override
    Map<String, Integer> rows(MappedRecord record) {
        return Map.of(model.record.name, 1);
    }

    @Override
    List<MappedRecord> rebuild(Map<String, List<Map<String, Object>>> tables) {
        List<MappedRecord> records = new ArrayList<>();
        for (Map<String, Object> row : tables.get(model.record.name)) {
            assertThat(row).containsEntry("_row", 0).containsEntry("_group", null);
            Instance tree = instance(model.record, row, 0);
            rescued(tree, row);
            records.add(new MappedRecord(source(row), number(row), tree, List.of(), List.of()));
        }
        return records;
    }

    @SuppressWarnings("unchecked")
    private static Instance instance(RandomModel.Level level, Map<String, Object> row, int ordinal) {
        Instance instance = new Instance(level.name, ordinal);
        values(instance, level, row);
        for (RandomModel.Level group : level.groups) {
            List<Map<String, Object>> structs = (List<Map<String, Object>>) row.get(group.name);
            if (structs != null) {
                assertThat(structs).isNotEmpty();
                structs.forEach(struct -> instance.add(instance(
                        group,
                        struct,
                        instance.groups.getOrDefault(group.name, List.of()).size())));
            }
        }
        return instance;
    }
}
