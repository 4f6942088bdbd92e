package io.xylem.xml.xsd;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.xerces.xs.StringList;
import org.apache.xerces.xs.XSConstants;
import org.apache.xerces.xs.XSObjectList;
import org.apache.xerces.xs.XSSimpleTypeDefinition;
import org.jspecify.annotations.Nullable;

/** What type a column of a simple type's values has. No valid value is ever changed: what a column cannot hold is rescued. */
final class ValueTypes {
    static final String STRING = "string";
    private static final String ANY_INTEGER = "decimal(38,0)";
    private static final String ANY_DECIMAL = "decimal(38,18)";
    private static final int MOST_DIGITS = 38;
    private static final int MOST_SHOWN = 12;

    private ValueTypes() {}

    /**
     * The type of a column.
     *
     * @param type as mapping files write it; of an item, if the text is a list
     * @param list whether the text is a list, separated by white space
     */
    record ValueType(String type, boolean list) {
        /** The zone of timestamps without offset, which {@code xs:dateTime} allows; null for other types. */
        @Nullable String zone() {
            return type.equals("timestamp") ? "UTC" : null;
        }
    }

    /** The type of a column of a simple type's values. */
    static ValueType of(XSSimpleTypeDefinition type) {
        return switch (type.getVariety()) {
            case XSSimpleTypeDefinition.VARIETY_LIST -> new ValueType(atomic(type.getItemType()), true);
            case XSSimpleTypeDefinition.VARIETY_UNION -> union(type);
            default -> new ValueType(atomic(type), false);
        };
    }

    /** The values that a type allows, if they are few; null if they are not enumerated. */
    static @Nullable String values(XSSimpleTypeDefinition type) {
        StringList values = type.getLexicalEnumeration();
        if (values.getLength() == 0) {
            return null;
        }
        StringBuilder text = new StringBuilder("one of ");
        for (int i = 0; i < Math.min(values.getLength(), MOST_SHOWN); i++) {
            text.append(i == 0 ? "" : ", ").append(values.item(i));
        }
        return values.getLength() > MOST_SHOWN
                ? text + " and " + (values.getLength() - MOST_SHOWN) + " others"
                : text.toString();
    }

    private static String atomic(@Nullable XSSimpleTypeDefinition type) {
        if (type == null || type.getVariety() == XSSimpleTypeDefinition.VARIETY_LIST) {
            return STRING;
        }
        if (type.getVariety() == XSSimpleTypeDefinition.VARIETY_UNION) {
            ValueType union = union(type);
            return union.list ? STRING : union.type;
        }
        return switch (type.getBuiltInKind()) {
            case XSConstants.BOOLEAN_DT -> "boolean";
            case XSConstants.FLOAT_DT -> "float";
            case XSConstants.DOUBLE_DT -> "double";
            case XSConstants.DATE_DT -> "date";
            case XSConstants.DATETIME_DT -> "timestamp";
            case XSConstants.BASE64BINARY_DT -> "binary(base64)";
            case XSConstants.HEXBINARY_DT -> "binary(hex)";
            case XSConstants.DECIMAL_DT -> decimal(type);
            case XSConstants.INTEGER_DT,
                    XSConstants.NONPOSITIVEINTEGER_DT,
                    XSConstants.NEGATIVEINTEGER_DT,
                    XSConstants.LONG_DT,
                    XSConstants.INT_DT,
                    XSConstants.SHORT_DT,
                    XSConstants.BYTE_DT,
                    XSConstants.NONNEGATIVEINTEGER_DT,
                    XSConstants.UNSIGNEDLONG_DT,
                    XSConstants.UNSIGNEDINT_DT,
                    XSConstants.UNSIGNEDSHORT_DT,
                    XSConstants.UNSIGNEDBYTE_DT,
                    XSConstants.POSITIVEINTEGER_DT -> integer(type);
            default -> STRING;
        };
    }

    /** The members' type if they agree on one, or if they are all integers the widest, or else a string. */
    private static ValueType union(XSSimpleTypeDefinition type) {
        XSObjectList members = type.getMemberTypes();
        Set<String> types = new LinkedHashSet<>();
        for (int i = 0; i < members.getLength(); i++) {
            ValueType member = of((XSSimpleTypeDefinition) members.item(i));
            types.add(member.list ? STRING : member.type);
        }
        if (types.size() == 1) {
            return new ValueType(types.iterator().next(), false);
        }
        return new ValueType(types.equals(Set.of("int", "long")) ? "long" : STRING, false);
    }

    private static String decimal(XSSimpleTypeDefinition type) {
        Integer total = digits(type, XSSimpleTypeDefinition.FACET_TOTALDIGITS);
        Integer fraction = digits(type, XSSimpleTypeDefinition.FACET_FRACTIONDIGITS);
        if (fraction != null && fraction == 0) {
            return integer(type);
        }
        if (fraction == null) {
            if (total == null) {
                return ANY_DECIMAL;
            }
            return 2 * total > MOST_DIGITS ? STRING : "decimal(" + 2 * total + "," + total + ")";
        }
        if (total == null) {
            return fraction > MOST_DIGITS ? STRING : "decimal(" + MOST_DIGITS + "," + fraction + ")";
        }
        return total > MOST_DIGITS ? STRING : "decimal(" + total + "," + Math.min(fraction, total) + ")";
    }

    private static String integer(XSSimpleTypeDefinition type) {
        Integer total = digits(type, XSSimpleTypeDefinition.FACET_TOTALDIGITS);
        BigInteger least = bound(type, XSSimpleTypeDefinition.FACET_MININCLUSIVE);
        least = least == null ? bound(type, XSSimpleTypeDefinition.FACET_MINEXCLUSIVE) : least;
        BigInteger most = bound(type, XSSimpleTypeDefinition.FACET_MAXINCLUSIVE);
        most = most == null ? bound(type, XSSimpleTypeDefinition.FACET_MAXEXCLUSIVE) : most;
        if (total != null) {
            BigInteger end = BigInteger.TEN.pow(Math.min(total, 400)).subtract(BigInteger.ONE);
            most = most == null ? end : most.min(end);
            least = least == null ? end.negate() : least.max(end.negate());
        }
        if (least == null || most == null) {
            return ANY_INTEGER;
        }
        int bits = Math.max(least.bitLength(), most.bitLength());
        if (bits < Integer.SIZE) {
            return "int";
        }
        if (bits < Long.SIZE) {
            return "long";
        }
        int digits = least.abs().max(most.abs()).toString().length();
        return digits > MOST_DIGITS ? STRING : "decimal(" + digits + ",0)";
    }

    private static @Nullable Integer digits(XSSimpleTypeDefinition type, short facet) {
        String value = type.getLexicalFacetValue(facet);
        return value == null ? null : Integer.valueOf(value);
    }

    private static @Nullable BigInteger bound(XSSimpleTypeDefinition type, short facet) {
        String value = type.getLexicalFacetValue(facet);
        return value == null
                ? null
                : new BigDecimal(value.strip()).setScale(0, RoundingMode.UP).toBigInteger();
    }
}
