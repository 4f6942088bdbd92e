package io.xylem.delta.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** Divides the rows of batches by the values of the partition columns. Partitions are numbered as they are first met. */
final class Partitioner {
    private final List<PartitionColumn> columns;
    private final List<PartitionCodes> codes;
    private final List<LongNumbering> pairs;
    private final List<int[]> members = new ArrayList<>();
    private int[] rowPartition = new int[0];
    private int[] order = new int[0];
    private int[] ends = new int[0];

    Partitioner(List<PartitionColumn> columns) {
        this.columns = columns;
        this.codes = columns.stream().map(PartitionCodes::new).toList();
        this.pairs = columns.stream().map(column -> new LongNumbering()).toList();
    }

    /** How many partitions have been met. */
    int count() {
        return members.size();
    }

    /** The values of a partition as the log writes them. */
    List<@Nullable String> values(int partition) {
        List<@Nullable String> values = new ArrayList<>(columns.size());
        int[] member = members.get(partition);
        for (int i = 0; i < member.length; i++) {
            values.add(codes.get(i).text(member[i]));
        }
        return Collections.unmodifiableList(values);
    }

    /** Looks at the rows of a batch. */
    void divide(VectorSchemaRoot root) {
        int rows = root.getRowCount();
        if (order.length < rows) {
            order = new int[rows];
            rowPartition = new int[rows];
        }
        int[][] columnCodes = new int[columns.size()][rows];
        for (int i = 0; i < columnCodes.length; i++) {
            FieldVector vector = root.getVector(columns.get(i).source());
            codes.get(i).encode(vector, rows, columnCodes[i]);
        }
        for (int row = 0; row < rows; row++) {
            rowPartition[row] =
                    row > 0 && sameAsBefore(columnCodes, row) ? rowPartition[row - 1] : find(columnCodes, row);
        }
        sort(rows);
    }

    private static boolean sameAsBefore(int[][] columnCodes, int row) {
        for (int[] column : columnCodes) {
            if (column[row] != column[row - 1]) {
                return false;
            }
        }
        return true;
    }

    /** Numbers the pairs of a partition by the columns so far and a code of the next column, column by column. */
    private int find(int[][] columnCodes, int row) {
        int partition = 0;
        for (int i = 0; i < columnCodes.length; i++) {
            partition = pairs.get(i).number((long) partition << 32 | columnCodes[i][row]);
        }
        if (partition == members.size()) {
            int[] member = new int[columnCodes.length];
            for (int i = 0; i < member.length; i++) {
                member[i] = columnCodes[i][row];
            }
            members.add(member);
        }
        return partition;
    }

    /** A stable counting sort of the rows by partition. */
    private void sort(int rows) {
        ends = new int[members.size() + 1];
        for (int row = 0; row < rows; row++) {
            ends[rowPartition[row] + 1]++;
        }
        for (int i = 1; i < ends.length; i++) {
            ends[i] += ends[i - 1];
        }
        int[] next = Arrays.copyOf(ends, members.size());
        for (int row = 0; row < rows; row++) {
            order[next[rowPartition[row]]++] = row;
        }
    }

    /** The rows of the last batch, those of a partition together and in their order. */
    int[] order() {
        return order;
    }

    /** Where in {@link #order()} the rows of a partition begin; they end where those of the next one begin. */
    int begin(int partition) {
        return ends[partition];
    }
}
