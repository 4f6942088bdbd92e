package io.xylem.geo;

import io.xylem.arrow.ArrowBatch;
import io.xylem.core.Cursor;
import io.xylem.core.Enricher;
import io.xylem.core.TaskContext;
import io.xylem.core.UsageException;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.Field;
import io.xylem.core.schema.TableSchema;
import io.xylem.core.shred.ShredSchema;
import io.xylem.geo.internal.CellCursor;
import io.xylem.geo.internal.CoordinateColumns;
import io.xylem.geo.internal.NestedColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds the H3 cells of each row's coordinates, one column for each resolution, named {@code <prefix><resolution>}.
 *
 * <p>Rows without coordinates get null. So do rows whose coordinates cannot be read or are out of range; these are counted
 * under {@code coordinates_nulled} in the task's ledger, row by row. Several enrichers with different prefixes may follow each
 * other, for example one for the departure and one for the position.
 *
 * <p>The first enriched row loads the native H3 library, which unpacks itself into {@code java.io.tmpdir}.
 */
public final class H3Enricher implements Enricher<ArrowBatch> {
    private static final long serialVersionUID = 1L;

    private final Coordinates coordinates;
    private final List<Integer> resolutions;
    private final String prefix;
    private final Mode mode;
    private final CellForm form;

    private H3Enricher(Coordinates coordinates, List<Integer> resolutions, String prefix, Mode mode, CellForm form) {
        this.coordinates = coordinates;
        this.resolutions = resolutions;
        this.prefix = prefix;
        this.mode = mode;
        this.form = form;
    }

    /** How cells at several resolutions are found. */
    public enum Mode {
        /** At each resolution the cell that the point lies in. */
        DIRECT,
        /**
         * At the finest resolution the cell that the point lies in; at the others its ancestors, which is cheaper and nests
         * strictly, but at the rim of cells is not always the one that the point lies in.
         */
        HIERARCHICAL
    }

    /** How cells are written. */
    public enum CellForm {
        /** As 64-bit integers. */
        LONG,
        /** As text: lower-case hexadecimal digits. */
        HEX
    }

    /**
     * Starts an enricher.
     *
     * @return a builder: prefix {@code h3_}, {@link Mode#DIRECT}, {@link CellForm#LONG}
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads the one-line form of the command line: {@code COORDINATES:RESOLUTION[,RESOLUTION]...[:PREFIX]}, where
     * {@code COORDINATES} is what {@link Coordinates#parse} understands, such as {@code lat,lon:5,7,9:dep_h3_}.
     *
     * @param text the form
     * @return a builder with these settings
     * @throws UsageException if the text is not of that form
     */
    public static Builder parse(String text) {
        String[] pieces = text.split(":", -1);
        if (pieces.length < 2 || pieces.length > 3) {
            throw new UsageException(
                    "'" + text + "' cannot be understood; write LATCOL,LONCOL:5,7,9 or LATCOL,LONCOL:5,7,9:PREFIX");
        }
        int[] resolutions;
        try {
            resolutions = Arrays.stream(pieces[1].split(",", -1))
                    .mapToInt(Integer::parseInt)
                    .toArray();
        } catch (NumberFormatException e) {
            throw new UsageException(
                    "'" + text + "': '" + pieces[1] + "' is not a list of H3 resolutions such as 5,7,9", e);
        }
        Builder builder = builder().coordinates(Coordinates.parse(pieces[0])).resolutions(resolutions);
        return pieces.length == 3 ? builder.prefix(pieces[2]) : builder;
    }

    @Override
    public List<TableSchema> tables(List<TableSchema> tables) {
        CoordinateColumns.Place place = new CoordinateColumns(coordinates).find(tables);
        TableSchema target = place.table();
        List<Field> added = new ArrayList<>();
        for (int resolution : resolutions) {
            String name = prefix + resolution;
            for (Field field : NestedColumns.at(target.fields(), place.lists())) {
                if (field.name().equalsIgnoreCase(name)) {
                    throw new UsageException("table '" + target.name() + "' already has a column '" + field.name()
                            + "'; give the H3 columns of " + coordinates + " another prefix than '" + prefix + "'");
                }
            }
            added.add(new Field(
                    name, form == CellForm.LONG ? Primitive.LONG : Primitive.STRING, true, comment(resolution)));
        }
        return tables.stream()
                .map(t -> t.name().equals(target.name())
                        ? new TableSchema(t.name(), NestedColumns.with(t.fields(), place.lists(), added))
                        : t)
                .toList();
    }

    /**
     * Refuses coordinates whose columns are on different branches of the tree. In the layout {@code stacked} they are in one table, but
     * never in one row, so there would never be a cell. Columns of a group and of the record or groups around it are fine. A
     * column that is not of the levels, such as one of an enricher before, is passed over.
     *
     * @param levels the levels that the batches are assembled from
     * @throws UsageException if two columns are in groups of which neither is inside the other; names both
     */
    public void requireOneBranch(ShredSchema levels) {
        new CoordinateColumns(coordinates).requireOneBranch(levels);
    }

    private String comment(int resolution) {
        int finest = resolutions.stream().mapToInt(Integer::intValue).max().orElseThrow();
        String place = " of " + String.join(", ", coordinates.columns());
        return mode == Mode.HIERARCHICAL && resolution != finest
                ? "H3 ancestor at resolution " + resolution + " of the cell at resolution " + finest + place
                : "H3 cell at resolution " + resolution + place;
    }

    @Override
    public Cursor<ArrowBatch> enrich(Cursor<? extends ArrowBatch> in, TaskContext context) {
        return new CellCursor(
                in,
                context,
                coordinates,
                resolutions,
                resolutions.stream().map(r -> prefix + r).toList(),
                mode == Mode.HIERARCHICAL,
                form == CellForm.HEX);
    }

    @Override
    public String toString() {
        return coordinates + ":"
                + String.join(",", resolutions.stream().map(String::valueOf).toList()) + ":" + prefix;
    }

    /** Collects the settings of an enricher. Not safe for use by several threads. */
    public static final class Builder {
        private @Nullable Coordinates coordinates;
        private List<Integer> resolutions = List.of();
        private String prefix = "h3_";
        private Mode mode = Mode.DIRECT;
        private CellForm form = CellForm.LONG;

        private Builder() {}

        /**
         * Where the coordinates are. Necessary.
         *
         * @param columns the columns and their form
         * @return this
         */
        public Builder coordinates(Coordinates columns) {
            this.coordinates = columns;
            return this;
        }

        /**
         * The resolutions, in the order of their columns. Necessary.
         *
         * @param wanted each 0 to 15, none twice
         * @return this
         * @throws UsageException if there is none, one is out of range, or one is given twice
         */
        public Builder resolutions(int... wanted) {
            if (wanted.length == 0) {
                throw new UsageException("no H3 resolutions are given; name at least one of 0 to 15");
            }
            for (int resolution : wanted) {
                H3Cells.requireResolution(resolution);
            }
            List<Integer> list = Arrays.stream(wanted).boxed().toList();
            if (list.stream().distinct().count() < list.size()) {
                throw new UsageException("H3 resolutions " + list + ": name each of them once");
            }
            this.resolutions = list;
            return this;
        }

        /**
         * What the names of the columns begin with.
         *
         * @param text the prefix, {@code h3_} if not set
         * @return this
         */
        public Builder prefix(String text) {
            this.prefix = text;
            return this;
        }

        /**
         * How cells at several resolutions are found.
         *
         * @param wanted the mode, {@link Mode#DIRECT} if not set
         * @return this
         */
        public Builder mode(Mode wanted) {
            this.mode = wanted;
            return this;
        }

        /**
         * How cells are written.
         *
         * @param wanted the form, {@link CellForm#LONG} if not set
         * @return this
         */
        public Builder as(CellForm wanted) {
            this.form = wanted;
            return this;
        }

        /**
         * Completes the enricher.
         *
         * @return the enricher
         * @throws UsageException if coordinates or resolutions are missing
         */
        public H3Enricher build() {
            if (coordinates == null || resolutions.isEmpty()) {
                throw new UsageException("an H3 enricher needs coordinates(...) and resolutions(...)");
            }
            return new H3Enricher(coordinates, resolutions, prefix, mode, form);
        }
    }
}
