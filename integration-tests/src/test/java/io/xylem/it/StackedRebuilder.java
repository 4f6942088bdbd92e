package io.xylem.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.core.schema.Layout;
import io.xylem.it.MappedTree.MappedRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** From one row per instance that has none inside: its branch is told by the ordinals, the order by {@code _row}. */
final class StackedRebuilder extends Rebuilder {
    private final Map<String, List<RandomModel.Level>> branches = new LinkedHashMap<>();

    StackedRebuilder(RandomModel model) {
        super(model);
        branch(model.record, List.of());
    }

    private void branch(RandomModel.Level level, List<RandomModel.Level> above) {
        branches.put(level.name, above);
        for (RandomModel.Level group : level.groups) {
            List<RandomModel.Level> branch = new ArrayList<>(above);
            branch.add(group);
            branch(group, branch);
        }
    }

    @Override
    Layout layout() {
        return Layout.STACKED;
    }

    @Override
    MappedRecord kept(MappedRecord record) {
        Instance tree = record.tree().copy();
        inherit(record.tree(), tree, Set.of());
        return new MappedRecord(record.source(), record.number(), tree, record.leaves(), List.of());
    }

    /** A row has its own rescued values and those of its ancestors. */
    private static void inherit(Instance from, Instance to, Set<Instance.Rescue> above) {
        Set<Instance.Rescue> all = new LinkedHashSet<>(above);
        all.addAll(from.rescued);
        if (from.groups.isEmpty()) {
            to.rescued.addAll(all);
        }
        for (int i = 0; i < from.children().size(); i++) {
            inherit(from.children().get(i), to.children().get(i), all);
        }
    }

    @Override
    Map<String, Integer> rows(MappedRecord record) {
        return Map.of(model.record.name, record.leaves().size());
    }

    @Override
    List<MappedRecord> rebuild(Map<String, List<Map<String, Object>>> tables) {
        List<MappedRecord> records = new ArrayList<>();
        byRecord(tables.get(model.record.name)).values().forEach(rows -> records.add(record(rows)));
        return records;
    }

    private MappedRecord record(List<Map<String, Object>> rows) {
        Map<String, Instance> instances = new HashMap<>();
        List<String> leaves = new ArrayList<>();
        for (Map<String, Object> row : rows) {
            assertThat(row).containsEntry("_row", leaves.size());
            String group = (String) row.get("_group");
            List<RandomModel.Level> branch = branches.get(group == null ? model.record.name : group);
            checkOffBranch(row, branch);
            Instance at = instance(instances, "", model.record, 0, row, null);
            StringBuilder place = new StringBuilder();
            for (RandomModel.Level level : branch) {
                int ordinal = (int) row.get("_" + level.name);
                place.append('/').append(level.name).append('[').append(ordinal).append(']');
                at = instance(instances, place.toString(), level, ordinal, row, at);
            }
            rescued(at, row);
            leaves.add(place.toString());
        }
        assertThat(leaves).doesNotHaveDuplicates();
        Instance tree = instances.get("");
        order(tree);
        return new MappedRecord(source(rows.get(0)), number(rows.get(0)), tree, leaves, List.of());
    }

    private void checkOffBranch(Map<String, Object> row, List<RandomModel.Level> branch) {
        for (RandomModel.Level level : model.levels) {
            if (level != model.record && !branch.contains(level)) {
                assertThat(row).containsEntry("_" + level.name, null);
                level.columns.forEach(column -> assertThat(row).containsEntry(column.name(), null));
            }
        }
    }

    private static Instance instance(
            Map<String, Instance> instances,
            String place,
            RandomModel.Level level,
            int ordinal,
            Map<String, Object> row,
            Instance parent) {
        Instance seen = new Instance(level.name, ordinal);
        values(seen, level, row);
        Instance instance = instances.get(place);
        if (instance == null) {
            instances.put(place, seen);
            if (parent != null) {
                parent.add(seen);
            }
            return seen;
        }
        assertThat(seen.values).as("repeated on each row").isEqualTo(instance.values);
        return instance;
    }
}
