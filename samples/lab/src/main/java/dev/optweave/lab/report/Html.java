package dev.optweave.lab.report;

/** Text made safe to stand in a page. */
final class Html {

    private Html() {}

    static String text(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** JSON that cannot end the script element it stands in. */
    static String json(String json) {
        return json.replace("<", "\\u003c");
    }
}
