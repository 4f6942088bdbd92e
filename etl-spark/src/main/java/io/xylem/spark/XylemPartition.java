package io.xylem.spark;

import io.xylem.core.Document;
import io.xylem.core.Split;
import io.xylem.xml.mapping.Mapping;
import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/** What one task of a query reads, and the mapping with what the query wants. */
record XylemPartition(int number, Mapping mapping, List<Split<Document>> splits) implements InputPartition {}
