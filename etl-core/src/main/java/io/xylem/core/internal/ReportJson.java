package io.xylem.core.internal;

import io.xylem.core.RunReport;
import io.xylem.core.RunReport.ArchiveAccount;
import io.xylem.core.TableCommit;
import java.util.List;
import java.util.Map;

/** A report as JSON. */
public final class ReportJson {
    private ReportJson() {}

    /**
     * Writes a report.
     *
     * @param report the report
     * @return the JSON text, on one line
     */
    public static String write(RunReport report) {
        JsonWriter json = new JsonWriter().begin('{');
        json.key("runId").value(report.runId());
        json.key("appId").value(report.appId());
        json.key("tables").begin('{');
        for (TableCommit table : report.tables()) {
            json.key(table.table()).begin('{');
            json.key("version").value(table.version());
            json.key("rows").value(table.rows());
            json.key("files").value(table.files());
            json.key("bytes").value(table.bytes()).end('}');
        }
        json.end('}');
        RunReport.Documents documents = report.documents();
        json.key("documents").begin('{');
        json.key("discovered").value(documents.discovered());
        json.key("tabled").value(documents.tabled());
        json.key("quarantined").value(documents.quarantined());
        json.key("skipped").value(documents.skipped()).end('}');
        json.key("archivesSkipped").value(report.archivesSkipped());
        json.key("archives").begin('[');
        report.archives().forEach(archive -> write(json, archive));
        json.end(']');
        write(json, "rejects", report.rejects());
        write(json, "unmapped", report.unmapped());
        write(json, "values", report.values());
        json.key("seconds").value(report.seconds());
        json.key("documentsPerSecond").value(Math.round(report.documentsPerSecond()));
        json.key("peakRssBytes").value(report.peakRssBytes());
        write(json, "unmatched", report.unmatched());
        write(json, "imbalances", report.imbalances());
        write(json, "warnings", report.warnings());
        return json.end('}').toString();
    }

    private static void write(JsonWriter json, ArchiveAccount archive) {
        RunReport.Documents documents = archive.documents();
        json.begin('{').key("path").value(archive.path());
        json.key("documents").value(documents.discovered());
        json.key("tabled").value(documents.tabled());
        json.key("quarantined").value(documents.quarantined());
        if (documents.skipped() != 0) {
            json.key("skipped").value(documents.skipped());
        }
        json.key("bytes").value(archive.bytes()).end('}');
    }

    private static void write(JsonWriter json, String key, List<String> texts) {
        if (!texts.isEmpty()) {
            json.key(key).begin('[');
            texts.forEach(json::value);
            json.end(']');
        }
    }

    private static void write(JsonWriter json, String key, Map<String, Long> counts) {
        json.key(key).begin('{');
        counts.forEach((name, count) -> json.key(name).value(count));
        json.end('}');
    }
}
