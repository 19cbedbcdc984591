package fromscratch.notebook;

import fromscratch.notebook.widgets.LiveHtml;

/** A line of words that says how something is going; screen readers say what is new. */
final class StatusLine {
    private final LiveHtml line = new LiveHtml();

    LiveHtml widget() {
        return line;
    }

    void say(String words) {
        say(words, true);
    }

    /** @param news whether a screen reader is to say it: not ten times a second */
    void say(String words, boolean news) {
        line.set("<div class=\"fromscratch-status\"" + (news ? " role=\"status\"" : "") + ">" + Html.escape(words) + "</div>", words);
    }
}
