package io.xylem.spark;

import io.xylem.core.PipelineException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;

/** Objects as bytes. Classes are looked for where Spark keeps those of {@code --jars}: in the thread's class loader. */
final class SerialForm {
    private SerialForm() {}

    static byte[] write(Serializable value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        } catch (IOException e) {
            throw new PipelineException(
                    "a part of the pipeline cannot be sent to an executor: " + e
                            + "; sources, flatteners, enrichers and sinks must be serializable, with all they hold",
                    e);
        }
        return bytes.toByteArray();
    }

    static Object read(byte[] form) {
        try (ObjectInputStream in = new LoaderInputStream(new ByteArrayInputStream(form))) {
            return in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new PipelineException(
                    "what the driver has sent cannot be read: " + e
                            + "; executors need the same jars as the driver, in the same versions",
                    e);
        }
    }

    private static final class LoaderInputStream extends ObjectInputStream {
        LoaderInputStream(InputStream in) throws IOException {
            super(in);
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(
                        description.getName(), false, Thread.currentThread().getContextClassLoader());
            } catch (ClassNotFoundException e) {
                return super.resolveClass(description);
            }
        }
    }
}
