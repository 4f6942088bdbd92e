package io.xylem.xml.internal.archive;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdIOException;
import io.xylem.core.RejectCodes;
import java.io.EOFException;
import java.util.Locale;
import org.apache.commons.compress.MemoryLimitException;
import org.apache.commons.compress.PasswordRequiredException;
import org.apache.commons.compress.archivers.zip.UnsupportedZipFeatureException;
import org.tukaani.xz.CorruptedInputException;
import org.tukaani.xz.UnsupportedOptionsException;
import org.tukaani.xz.XZFormatException;

/** Says what the errors of archive libraries mean. Their own messages may quote the archive, so they are not passed on. */
final class LibraryErrors {
    private static final int MAX_DEPTH = 8;

    private LibraryErrors() {}

    static ArchiveException explain(Throwable error) {
        Throwable cause = error;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
            if (cause instanceof ArchiveException known) {
                return known;
            }
            cause = cause.getCause();
        }
        String code = code(error);
        return new ArchiveException(code, meaning(code, error) + remedy(code));
    }

    private static String code(Throwable error) {
        String message = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
        if (error instanceof MemoryLimitException
                || error instanceof org.tukaani.xz.MemoryLimitException
                || error instanceof OutOfMemoryError
                || message.contains("too much memory")) {
            return "LIMIT_WINDOW";
        } else if (error instanceof PasswordRequiredException) {
            return RejectCodes.ENCRYPTED;
        } else if (error instanceof UnsupportedZipFeatureException feature) {
            return feature.getFeature() == UnsupportedZipFeatureException.Feature.ENCRYPTION
                    ? RejectCodes.ENCRYPTED
                    : RejectCodes.UNSUPPORTED;
        } else if (error instanceof EOFException || message.contains("truncated") || message.contains("end of ")) {
            return RejectCodes.TRUNCATED;
        } else if (error instanceof XZFormatException
                || message.contains("unexpected data after")
                || message.contains("garbage after")
                || (error instanceof ZstdIOException zstd && zstd.getErrorCode() == Zstd.errPrefixUnknown())) {
            return RejectCodes.TRAILING_DATA;
        } else if (error instanceof UnsupportedOptionsException) {
            return RejectCodes.UNSUPPORTED;
        } else if (error instanceof CorruptedInputException
                || error instanceof ZstdIOException
                || message.contains("crc")
                || message.contains("checksum")
                || message.contains("corrupt")) {
            return RejectCodes.CRC;
        }
        return RejectCodes.UNSUPPORTED;
    }

    private static String meaning(String code, Throwable error) {
        return switch (code) {
            case "LIMIT_WINDOW" -> "decompressing it takes more memory than allowed";
            case RejectCodes.ENCRYPTED -> "it is encrypted";
            case RejectCodes.TRUNCATED -> "it ends too early";
            case RejectCodes.TRAILING_DATA -> "data that does not belong to it stands behind its end";
            case RejectCodes.CRC -> "the compressed data is damaged";
            default ->
                "it is damaged, or of a kind that is not supported ("
                        + error.getClass().getSimpleName() + ")";
        };
    }

    private static String remedy(String code) {
        return switch (code) {
            case "LIMIT_WINDOW" -> "; raise the limit 'window' if that is right";
            case RejectCodes.ENCRYPTED -> "; store it without a password";
            default -> "; fetch the archive again";
        };
    }
}
