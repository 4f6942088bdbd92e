package io.xylem.arrow.internal;

import io.xylem.core.shred.ShredSchema;
import io.xylem.core.shred.Shreds;

/** Where the instances of a chunk stand: their document, and their place in the order of start tags. */
final class Ancestry {
    private final ShredSchema schema;
    private final int[][] positions;
    private boolean ordered;
    private Shreds shreds;

    Ancestry(ShredSchema schema) {
        this.schema = schema;
        this.positions = new int[schema.levels().size()][64];
        this.shreds = new Shreds(schema, 0);
    }

    void of(Shreds chunk) {
        shreds = chunk;
        ordered = false;
    }

    /** The document of an instance. */
    int document(int level, int instance) {
        return shreds.level(0).parents()[record(level, instance)];
    }

    /** The record of an instance. */
    int record(int level, int instance) {
        int record = instance;
        for (int i = level; i > 0; i = schema.levels().get(i).parent()) {
            record = shreds.level(i).parents()[record];
        }
        return record;
    }

    /** The place of an instance among all instances of the chunk. */
    int position(int level, int instance) {
        if (!ordered) {
            ordered = true;
            for (int i = 0; i < positions.length; i++) {
                positions[i] = Gather.room(positions[i], shreds.level(i).size());
            }
            long[] order = shreds.order();
            for (int i = 0; i < shreds.instances(); i++) {
                positions[(int) (order[i] >>> 32)][(int) order[i]] = i;
            }
        }
        return positions[level][instance];
    }
}
