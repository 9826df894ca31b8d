"""A PDF's XMP metadata: PDF/A-3a and PDF/UA-1 at once, and the fingerprint of what shaped it.

PDF/A (ISO 19005-3, 6.6.2.3) lets the metadata use a namespace outside its predefined ones only
when they describe it, in an extension schema; `pdfuaid` and `strevview` are such namespaces.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from strevview.render.metadata import PdfMetadata

if TYPE_CHECKING:
    import pikepdf

_NAMESPACE = "urn:x-strevview:record:1#"
COMPONENTS = f"{{{_NAMESPACE}}}components"
_FINGERPRINT = f"{{{_NAMESPACE}}}fingerprint"

_EXTENSION_SCHEMAS = f"""\
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<rdf:Description rdf:about=""><pdfaExtension:schemas><rdf:Bag>
<rdf:li rdf:parseType="Resource">
 <pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
 <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
 <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
 <pdfaSchema:property><rdf:Seq>
  <rdf:li rdf:parseType="Resource">
   <pdfaProperty:name>part</pdfaProperty:name>
   <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
   <pdfaProperty:category>internal</pdfaProperty:category>
   <pdfaProperty:description>The part of ISO 14289 that is followed</pdfaProperty:description>
  </rdf:li>
 </rdf:Seq></pdfaSchema:property>
</rdf:li>
<rdf:li rdf:parseType="Resource">
 <pdfaSchema:schema>strevview record</pdfaSchema:schema>
 <pdfaSchema:namespaceURI>{_NAMESPACE}</pdfaSchema:namespaceURI>
 <pdfaSchema:prefix>strevview</pdfaSchema:prefix>
 <pdfaSchema:property><rdf:Seq>
  <rdf:li rdf:parseType="Resource">
   <pdfaProperty:name>fingerprint</pdfaProperty:name>
   <pdfaProperty:valueType>Text</pdfaProperty:valueType>
   <pdfaProperty:category>internal</pdfaProperty:category>
   <pdfaProperty:description>Digest of all that shaped the document</pdfaProperty:description>
  </rdf:li>
  <rdf:li rdf:parseType="Resource">
   <pdfaProperty:name>components</pdfaProperty:name>
   <pdfaProperty:valueType>Text</pdfaProperty:valueType>
   <pdfaProperty:category>internal</pdfaProperty:category>
   <pdfaProperty:description>Digests and versions it is made of, as JSON</pdfaProperty:description>
  </rdf:li>
 </rdf:Seq></pdfaSchema:property>
</rdf:li>
</rdf:Bag></pdfaExtension:schemas></rdf:Description></rdf:RDF>""".encode()


def write_xmp(document: pikepdf.Pdf, metadata: PdfMetadata) -> None:
    """Write the XMP metadata anew, from the document information that WeasyPrint wrote."""
    del document.Root.Metadata
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp.register_xml_namespace(_NAMESPACE, "strevview")
        xmp.load_from_docinfo(document.docinfo)
        xmp.copy_properties(_EXTENSION_SCHEMAS, ["pdfaExtension:schemas"])
        xmp["pdfaid:part"] = "3"
        xmp["pdfaid:conformance"] = "A"
        xmp["pdfuaid:part"] = "1"
        xmp["dc:format"] = "application/pdf"
        xmp["dc:language"] = [metadata.language]
        if metadata.authors:
            xmp["dc:creator"] = list(metadata.authors)
        if metadata.publisher:
            xmp["dc:publisher"] = [metadata.publisher]
        if metadata.rights:
            xmp["dc:rights"] = metadata.rights
        if metadata.issn:
            xmp["dc:identifier"] = f"urn:issn:{metadata.issn}"
        if metadata.fingerprint:
            xmp[_FINGERPRINT] = metadata.fingerprint.digest
            xmp[COMPONENTS] = metadata.fingerprint.to_json()
