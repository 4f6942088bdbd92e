package io.xylem.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;

/** Sends recipes through Java serialization, as they travel to another process. */
public final class SerialForm {
    private SerialForm() {}

    /**
     * Serializes and deserializes.
     *
     * @param recipe what travels
     * @param <T> its type
     * @return what arrives
     * @throws AssertionError if it cannot travel
     */
    @SuppressWarnings({"unchecked", "BanSerializableRead"}) // reads back its own bytes
    public static <T extends Serializable> T copy(T recipe) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(recipe);
        } catch (IOException e) {
            throw new AssertionError(recipe.getClass() + " cannot be serialized: " + e, e);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (T) in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new AssertionError(recipe.getClass() + " cannot be deserialized: " + e, e);
        }
    }
}
