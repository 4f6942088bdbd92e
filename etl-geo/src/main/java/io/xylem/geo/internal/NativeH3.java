package io.xylem.geo.internal;

import com.uber.h3core.H3Core;
import io.xylem.core.PipelineException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The one instance of the H3 library, which is stateless and safe for use by many threads. */
public final class NativeH3 {
    private static volatile @Nullable H3Core core;

    private NativeH3() {}

    /**
     * The library, loaded on first use.
     *
     * @return the library
     * @throws PipelineException if it cannot be loaded
     */
    public static H3Core core() {
        H3Core loaded = core;
        return loaded == null ? load() : loaded;
    }

    private static synchronized H3Core load() {
        H3Core loaded = core;
        if (loaded == null) {
            try {
                loaded = H3Core.newInstance();
            } catch (IOException | LinkageError e) {
                throw new PipelineException(
                        "the native H3 library cannot be loaded: " + e.getMessage() + ". It is unpacked into "
                                + System.getProperty("java.io.tmpdir")
                                + ", which must be writable and allow execution; -Djava.io.tmpdir=DIR names another folder",
                        e);
            }
            core = loaded;
        }
        return loaded;
    }
}
