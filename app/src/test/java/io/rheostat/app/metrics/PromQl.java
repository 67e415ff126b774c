package io.rheostat.app.metrics;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Names in a PromQL expression, found by its tokens; whether it is valid is for promtool to say.
///
/// @param selectors series with the labels of their matchers
/// @param labels in `by`, `on`, `group_left` and the like, and those that `label_replace` reads
/// @param made labels that `label_replace` makes
public record PromQl(List<Selector> selectors, SortedSet<String> labels, SortedSet<String> made) {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s+|\\[[^\\]]*\\]|\"((?:[^\"\\\\]|\\\\.)*)\"|'((?:[^'\\\\]|\\\\.)*)'"
              + "|[a-zA-Z_:][\\w:]*|[0-9.]+[a-z]*|=~|!~|!=|==|>=|<=|.");
  private static final Set<String> LABEL_LISTS =
      Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
  private static final Set<String> OPERATORS =
      Set.of("and", "or", "unless", "bool", "offset", "atan2", "inf", "nan");
  private static final int LABEL_REPLACE_TEXTS = 4;

  /// One series selector.
  public record Selector(String name, SortedSet<String> labels) {}

  /// Reads an expression.
  public static PromQl of(String expression) {
    return new Reader(expression).read();
  }

  private static final class Reader {
    private final Deque<String> tokens = new ArrayDeque<>();
    private final List<Selector> selectors = new ArrayList<>();
    private final SortedSet<String> labels = new TreeSet<>();
    private final List<String> texts = new ArrayList<>();

    Reader(String expression) {
      Matcher matcher = TOKEN.matcher(expression);
      while (matcher.find()) {
        String token = matcher.group();
        if (!token.isBlank() && !token.startsWith("[")) {
          tokens.add(token);
        }
      }
    }

    PromQl read() {
      while (!tokens.isEmpty()) {
        next(tokens.remove());
      }
      SortedSet<String> made = new TreeSet<>();
      for (int at = 0; at + LABEL_REPLACE_TEXTS <= texts.size(); at += LABEL_REPLACE_TEXTS) {
        made.add(texts.get(at));
        labels.add(texts.get(at + 2));
      }
      return new PromQl(List.copyOf(selectors), labels, made);
    }

    private void next(String token) {
      if (token.startsWith("\"") || token.startsWith("'")) {
        texts.add(token.substring(1, token.length() - 1));
      } else if (LABEL_LISTS.contains(token) && isNext("(")) {
        labels.addAll(upTo(")"));
      } else if (isName(token) && !OPERATORS.contains(token) && !isCall()) {
        selectors.add(new Selector(token, isNext("{") ? matchers() : new TreeSet<>()));
      }
    }

    private SortedSet<String> matchers() {
      SortedSet<String> found = new TreeSet<>();
      for (String token : upTo("}")) {
        if (isName(token)) {
          found.add(token);
        }
      }
      return found;
    }

    private List<String> upTo(String end) {
      List<String> found = new ArrayList<>();
      String token = tokens.remove();
      while (!token.equals(end)) {
        if (isName(token) || token.startsWith("\"")) {
          found.add(token);
        }
        token = tokens.remove();
      }
      return found;
    }

    private static boolean isName(String token) {
      return Character.isLetter(token.charAt(0)) || token.charAt(0) == '_';
    }

    private boolean isCall() {
      return isNext("(") || LABEL_LISTS.contains(String.valueOf(tokens.peek()));
    }

    private boolean isNext(String token) {
      return token.equals(tokens.peek());
    }
  }
}
