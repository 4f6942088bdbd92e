package io.xylem.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.core.schema.Layout;
import io.xylem.it.MappedTree.MappedRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** From one table per level: ordinals are the key, {@code _row} is the place among all instances of the record. */
final class TablesRebuilder extends Rebuilder {
    private record Placed(int row, String branch) {}

    /** A record under construction, its instances by their branches. */
    private record Building(Map<String, Instance> instances, List<Placed> places) {}

    TablesRebuilder(RandomModel model) {
        super(model);
    }

    @Override
    Layout layout() {
        return Layout.TABLES;
    }

    @Override
    MappedRecord kept(MappedRecord record) {
        return new MappedRecord(record.source(), record.number(), record.tree(), List.of(), record.instances());
    }

    @Override
    Map<String, Integer> rows(MappedRecord record) {
        Map<String, Integer> rows = new TreeMap<>();
        count(record.tree(), rows);
        return rows;
    }

    private static void count(Instance instance, Map<String, Integer> rows) {
        rows.merge(instance.name, 1, Integer::sum);
        instance.children().forEach(child -> count(child, rows));
    }

    @Override
    List<MappedRecord> rebuild(Map<String, List<Map<String, Object>>> tables) {
        Map<List<Object>, Building> records = new HashMap<>();
        level(model.record, List.of(), tables, records);
        List<MappedRecord> rebuilt = new ArrayList<>();
        for (Map<String, Object> row : tables.get(model.record.name)) {
            Building record = records.get(List.of(source(row), number(row)));
            record.places.sort(Comparator.comparingInt(Placed::row));
            List<String> order = new ArrayList<>();
            for (Placed placed : record.places) {
                assertThat(placed.row).isEqualTo(order.size());
                order.add(placed.branch);
            }
            Instance tree = record.instances.get("");
            order(tree);
            rebuilt.add(new MappedRecord(source(row), number(row), tree, List.of(), order));
        }
        return rebuilt;
    }

    private void level(
            RandomModel.Level level,
            List<RandomModel.Level> branch,
            Map<String, List<Map<String, Object>>> tables,
            Map<List<Object>, Building> records) {
        for (Map<String, Object> row : tables.get(level.name)) {
            assertThat(row).containsEntry("_group", level == model.record ? null : level.name);
            Building record = records.computeIfAbsent(
                    List.of(source(row), number(row)), r -> new Building(new HashMap<>(), new ArrayList<>()));
            String parent = "";
            String place = "";
            int ordinal = 0;
            for (RandomModel.Level above : branch) {
                parent = place;
                ordinal = (int) row.get("_" + above.name);
                place += "/" + above.name + "[" + ordinal + "]";
            }
            Instance instance = new Instance(level.name, ordinal);
            values(instance, level, row);
            rescued(instance, row);
            assertThat(record.instances.put(place, instance))
                    .as("the key of " + place)
                    .isNull();
            if (level == model.record) {
                assertThat(row).containsEntry("_row", 0);
            } else {
                assertThat(record.instances).containsKey(parent);
                record.instances.get(parent).add(instance);
                record.places.add(new Placed((int) row.get("_row"), place));
            }
        }
        for (RandomModel.Level group : level.groups) {
            List<RandomModel.Level> inner = new ArrayList<>(branch);
            inner.add(group);
            level(group, inner, tables, records);
        }
    }
}
