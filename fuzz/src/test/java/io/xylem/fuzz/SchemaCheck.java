package io.xylem.fuzz;

import io.xylem.xml.xsd.XsdMapping;
import java.io.IOException;
import java.util.List;

/** Bytes as an XML Schema: an error, or a draft of a mapping that can be read. */
final class SchemaCheck implements Target.Check {
    @Override
    public void run(byte[] input) throws IOException {
        Inputs.withFile(
                "a.xsd",
                input,
                file -> MappingCheck.same(
                        XsdMapping.from(file).columns(100).draft().mapping()));
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(Inputs.utf8("""
                        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:m" xmlns="urn:m">
                          <xs:element name="a"><xs:complexType><xs:sequence>
                            <xs:element name="b" type="B" maxOccurs="unbounded"/>
                            <xs:choice minOccurs="0"><xs:element name="c" type="xs:date"/><xs:any/></xs:choice>
                          </xs:sequence><xs:attribute name="id" type="xs:long" use="required"/></xs:complexType></xs:element>
                          <xs:complexType name="B"><xs:simpleContent><xs:extension base="T">
                            <xs:attribute name="k" type="xs:NMTOKENS"/></xs:extension></xs:simpleContent></xs:complexType>
                          <xs:simpleType name="T"><xs:restriction base="xs:decimal"><xs:totalDigits value="9"/>
                            <xs:fractionDigits value="2"/></xs:restriction></xs:simpleType>
                        </xs:schema>
                        """), Inputs.utf8("""
                        <s:schema xmlns:s="http://www.w3.org/2001/XMLSchema"><s:element name="n"><s:complexType><s:all>
                        <s:element ref="n" minOccurs="0"/></s:all></s:complexType></s:element></s:schema>
                        """));
    }
}
