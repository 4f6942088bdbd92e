package io.xylem.core;

/** The reasons for which documents and archives are refused. {@code LIMIT_<WHAT>} codes come from {@link Limits}. */
public final class RejectCodes {
    /** The document is not well-formed. */
    public static final String NOT_WELL_FORMED = "NOT_WELL_FORMED";
    /** The document is not valid UTF-8. */
    public static final String INVALID_UTF8 = "INVALID_UTF8";
    /** The document's encoding is unknown, contradicts itself or does not fit the bytes. */
    public static final String ENCODING = "ENCODING";
    /** The document is not XML 1.0. */
    public static final String XML_VERSION = "XML_VERSION";
    /** The document has a DOCTYPE and the mapping does not let it in. */
    public static final String DOCTYPE = "DOCTYPE";
    /** A required column has no value. */
    public static final String REQUIRED = "REQUIRED";
    /** A value does not fit its type. */
    public static final String BAD_VALUE = "BAD_VALUE";
    /** A scalar occurs more than once in its record or group. */
    public static final String REPEATED = "REPEATED";
    /** The document holds something that no column reads. */
    public static final String UNMAPPED = "UNMAPPED";
    /** The document is not valid against its schema. */
    public static final String SCHEMA = "SCHEMA";
    /** The entry or archive is encrypted. */
    public static final String ENCRYPTED = "ENCRYPTED";
    /** The archive ends too early. */
    public static final String TRUNCATED = "TRUNCATED";
    /** The check sum does not fit the content. */
    public static final String CRC = "CRC";
    /** Entries of a zip file share bytes. */
    public static final String OVERLAP = "OVERLAP";
    /** Two headers of an entry give different names. */
    public static final String NAME_MISMATCH = "NAME_MISMATCH";
    /** There is data behind the end of the archive. */
    public static final String TRAILING_DATA = "TRAILING_DATA";
    /** Two entries of an archive have the same name. */
    public static final String DUPLICATE_NAME = "DUPLICATE_NAME";
    /** The content is too many times larger than its compressed form. */
    public static final String RATIO = "RATIO";
    /** Archives are nested too deeply. */
    public static final String NESTING = "NESTING";
    /** The archive uses a method that is not supported, or its headers make no sense. */
    public static final String UNSUPPORTED = "UNSUPPORTED";

    private RejectCodes() {}
}
