package dev.spillway.worker.mail;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/**
 * A mail's words before they are text and HTML. All of it is text: what a tenant named a source
 * cannot become markup.
 *
 * @param facts in their order
 * @param action the one link that matters
 * @param reason why somebody gets this
 */
record MailPage(
        String subject,
        List<String> words,
        Map<String, String> facts,
        Link action,
        String reason,
        Link unsubscribe) {

    /** Somewhere to go. */
    record Link(String label, URI uri) {}

    MailContent content() {
        return new MailContent(subject, text(), html());
    }

    private String text() {
        return OneLine.of(subject)
                + "\n\n"
                + words.stream().map(OneLine::of).collect(Collectors.joining("\n\n"))
                + "\n\n"
                + facts.entrySet().stream()
                        .map(fact -> fact.getKey() + ": " + OneLine.of(fact.getValue()) + "\n")
                        .collect(Collectors.joining())
                + (facts.isEmpty() ? "" : "\n")
                + line(action)
                + "\n-- \n"
                + OneLine.of(reason)
                + "\n"
                + line(unsubscribe);
    }

    private static String line(Link link) {
        return link.label() + ": " + link.uri() + "\n";
    }

    /** No picture and nothing from elsewhere: nobody learns that it was opened. */
    private String html() {
        return """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>%s</title></head>
        <body style="margin:0;padding:24px;font:15px/1.5 system-ui,sans-serif;color:#14211f;background:#ffffff">
        <h1 style="font-size:19px;margin:0 0 12px">%s</h1>
        %s%s<p style="margin:20px 0"><a href="%s">%s</a></p>
        <p style="margin:28px 0 0;padding-top:12px;border-top:1px solid #d5dedc;font-size:13px;color:#54635f">%s<br><a href="%s">%s</a></p>
        </body></html>
        """
                .formatted(
                        escaped(subject),
                        escaped(subject),
                        words.stream().map(MailPage::paragraph).collect(Collectors.joining()),
                        table(),
                        escaped(action.uri().toString()),
                        escaped(action.label()),
                        escaped(reason),
                        escaped(unsubscribe.uri().toString()),
                        escaped(unsubscribe.label()));
    }

    private static String paragraph(String words) {
        return "<p style=\"margin:0 0 12px\">" + escaped(words) + "</p>\n";
    }

    private String table() {
        if (facts.isEmpty()) {
            return "";
        }
        return facts.entrySet().stream()
                .map(fact ->
                        "<tr><td style=\"padding:2px 16px 2px 0;color:#54635f\">"
                                + escaped(fact.getKey())
                                + "</td><td>"
                                + escaped(fact.getValue())
                                + "</td></tr>")
                .collect(
                        Collectors.joining(
                                "\n", "<table style=\"font-size:14px\">\n", "\n</table>\n"));
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(OneLine.of(text), "UTF-8");
    }
}
