// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class XmlTest {
    private static final String WORST = "<&>\"']]>\t\n\r\u0000\u0001\u001b\u007f\u0085\u2028\ufffe\uffff\ud800";

    @Test
    void any_text_is_read_back_as_it_was_but_for_what_xml_cannot_hold() throws Exception {
        Random random = new Random(20261123);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(20); j > 0; j--) {
                text.append(
                        random.nextBoolean()
                                ? WORST.charAt(random.nextInt(WORST.length()))
                                : (char) random.nextInt(0x10000));
            }
            Element read = read(new Xml()
                    .begin("a", "b", text.toString())
                    .text("c", text.toString())
                    .end()
                    .toString());
            assertThat(read.getAttribute("b")).isEqualTo(held(text.toString()));
            assertThat(read.getTextContent()).isEqualTo(held(text.toString()));
        }
    }

    private static String held(String text) {
        StringBuilder held = new StringBuilder();
        text.codePoints().forEach(letter -> {
            boolean control = letter < ' ' && letter != '\t' && letter != '\n' && letter != '\r';
            boolean surrogate = letter >= 0xD800 && letter <= 0xDFFF;
            held.appendCodePoint(control || surrogate || letter == 0xFFFE || letter == 0xFFFF ? 0xFFFD : letter);
        });
        return held.toString();
    }

    private static Element read(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getDocumentElement();
    }
}
