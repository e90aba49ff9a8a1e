// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.RejectedException;
import java.util.Locale;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Walks through an XML document and refuses whatever is hostile or malformed in it: a document type, entities, too deep
 * a nesting, too long a text. For one thread.
 */
final class XmlCursor {
    private static final XMLInputFactory FACTORY = factory();

    private final Utf8Reader text;
    private final CanadaSettings limits;
    private final XMLStreamReader reader;
    private int depth;

    XmlCursor(Utf8Reader text, CanadaSettings limits) {
        this.text = text;
        this.limits = limits;
        this.reader = open(text);
        String encoding = reader.getCharacterEncodingScheme();
        if (encoding != null && !encoding.toUpperCase(Locale.ROOT).equals("UTF-8")) {
            throw new RejectedException(
                    "wrong-encoding", 1, "declares the encoding " + Shown.of(encoding) + ", must be UTF-8");
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        // no entity can be declared, so that these limits would only count the references to characters of large files
        factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", "0");
        factory.setProperty("jdk.xml.totalEntitySizeLimit", "0");
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("refers to something outside the document");
        });
        return factory;
    }

    private static XMLStreamReader open(Utf8Reader text) {
        try {
            return FACTORY.createXMLStreamReader(text);
        } catch (XMLStreamException malformed) {
            throw malformed(malformed, 1);
        }
    }

    /** Goes on; false at the end of the document. */
    boolean next() {
        try {
            if (!reader.hasNext()) {
                return false;
            }
            reader.next();
        } catch (XMLStreamException malformed) {
            throw malformed(malformed, line());
        }
        text.progress();
        check(reader.getEventType());
        return true;
    }

    private void check(int event) {
        if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
            throw hostile(line());
        }
        if (event == XMLStreamConstants.START_ELEMENT && ++depth > limits.maxXmlDepth()) {
            throw new RejectedException(
                    "xml-too-deep",
                    line(),
                    "is nested deeper than " + limits.maxXmlDepth()
                            + " elements; the limit is the setting max-xml-depth");
        }
        if (event == XMLStreamConstants.END_ELEMENT) {
            depth--;
        }
    }

    static RejectedException hostile(long line) {
        return new RejectedException(
                "hostile-xml", line, "has a document type or an entity, which no file of these formats has");
    }

    boolean starts() {
        return reader.getEventType() == XMLStreamConstants.START_ELEMENT;
    }

    boolean ends() {
        return reader.getEventType() == XMLStreamConstants.END_ELEMENT;
    }

    boolean says() {
        return reader.isCharacters() || reader.getEventType() == XMLStreamConstants.CDATA;
    }

    /** How many elements are open; an element that ends is no longer counted. */
    int depth() {
        return depth;
    }

    String name() {
        return reader.getLocalName();
    }

    Optional<String> attribute(String name) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            if (reader.getAttributeLocalName(i).equals(name)) {
                return Optional.of(reader.getAttributeValue(i));
            }
        }
        return Optional.empty();
    }

    void appendTo(StringBuilder target) {
        target.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
    }

    long line() {
        return Math.max(1, reader.getLocation().getLineNumber());
    }

    /** The words of the element that has just started, those of elements in it included; it has ended afterwards. */
    String words() {
        int outside = depth - 1;
        StringBuilder words = new StringBuilder();
        while (depth > outside && next()) {
            if (says()) {
                appendTo(words);
            }
            if (words.length() > limits.maxTextLength()) {
                throw new RejectedException(
                        "text-too-long",
                        line(),
                        "a value is longer than " + limits.maxTextLength()
                                + " characters; the limit is the setting max-text-length");
            }
        }
        return words.toString();
    }

    /** Leaves the element that has just started. */
    void skip() {
        int outside = depth - 1;
        while (depth > outside && next()) {
            // nothing in it is wanted
        }
    }

    /** The row that has just started; it has ended afterwards. */
    Row row() {
        int outside = depth - 1;
        Row.Builder row = new Row.Builder(limits.maxTextLength(), line());
        while (depth > outside && next()) {
            if (starts()) {
                row.put(name(), words());
            }
        }
        return row.build();
    }

    private static RejectedException malformed(XMLStreamException malformed, long line) {
        String message = Refusal.reason(malformed);
        int start = message.indexOf("Message: ");
        String reason = start < 0 ? message : message.substring(start + "Message: ".length());
        long where =
                malformed.getLocation() == null ? line : malformed.getLocation().getLineNumber();
        return new RejectedException("malformed-xml", Math.max(1, where), "is not well-formed XML: " + reason);
    }
}
