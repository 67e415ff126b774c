package io.rheostat.simulator.trace.file;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;

/// Columns of a request's time and token counts in a trace file, found by their names.
///
/// @param time name of the column of arrival times
/// @param unit of its numbers; empty when only dates and times since 1970 imply their unit
/// @param whole whether its numbers have no fraction
/// @param input name of the column of prompt tokens
/// @param output name of the column of generated tokens
record TraceColumns(
    String time, Optional<TimeUnits> unit, boolean whole, String input, String output) {
  /// Readable forms, for error messages.
  static final String FITS =
      "A trace names a column of times (such as TIMESTAMP, arrived_at, time_ms), one of prompt"
          + " tokens (such as ContextTokens, input_length, Request tokens) and one of generated"
          + " tokens (such as GeneratedTokens, output_length, Response tokens), in the header of a"
          + " CSV file or in the fields of JSON lines.";

  private static final int NONE = Integer.MAX_VALUE;
  private static final List<List<String>> TIMES =
      List.of(
          List.of(
              "arrival",
              "arrived",
              "arrived at",
              "arrival time",
              "arrival timestamp",
              "arrival ts",
              "request arrival",
              "request arrival time"),
          List.of("timestamp", "time", "ts", "time stamp", "datetime", "date time"),
          List.of(
              "request time",
              "request timestamp",
              "request start",
              "request start time",
              "start",
              "start time",
              "start timestamp",
              "ts start",
              "started at",
              "created",
              "created at",
              "submit time",
              "submitted at",
              "sent at",
              "received at",
              "date",
              "at"));
  private static final List<String> ORIGINS = List.of("utc", "epoch", "unix", "since", "posix");
  private static final List<String> COUNTS = List.of("num", "n", "number", "of", "count");
  private static final List<String> PROMPTS =
      List.of("input", "prompt", "context", "prefill", "request", "query");
  private static final List<String> ANSWERS =
      List.of("output", "completion", "response", "generated", "generation", "decode", "answer");
  private static final List<List<String>> MEASURES =
      List.of(List.of("tokens", "token", "toks", "tok"), List.of("length", "len"));

  /// A published form with times as numbers without a unit in their name.
  ///
  /// @param also words of a further column, to distinguish it from a form with the same three; may
  ///     be empty
  private record Form(
      String time, String input, String output, String also, TimeUnits unit, boolean whole) {
    static final List<Form> PUBLISHED =
        List.of(
            // This project's own.
            new Form("time", "input tokens", "output tokens", "", TimeUnits.SECONDS, false),
            new Form(
                "timestamp", "request tokens", "response tokens", "", TimeUnits.SECONDS, false),
            // Alibaba's Bailian traces have Mooncake's names and another unit.
            new Form(
                "timestamp", "input length", "output length", "chat id", TimeUnits.SECONDS, false),
            new Form(
                "timestamp", "input length", "output length", "", TimeUnits.MILLISECONDS, true),
            new Form("arrived at", "prefill tokens", "decode tokens", "", TimeUnits.SECONDS, false),
            new Form(
                "arrival timestamp", "prompt size", "token size", "", TimeUnits.SECONDS, false));
  }

  /// Finds the columns.
  ///
  /// @throws IllegalArgumentException when one is missing or two may be meant
  static TraceColumns of(Collection<String> names) {
    String time = best("the times of requests", names, TraceColumns::timeRank);
    List<String> all = names.stream().map(TraceColumns::base).toList();
    boolean sizes = all.containsAll(List.of("prompt size", "token size"));
    String input = best("prompt tokens", names, name -> rank(name, PROMPTS, sizes, "prompt size"));
    String output =
        best("generated tokens", names, name -> rank(name, ANSWERS, sizes, "token size"));
    Optional<TimeUnits> named = unitOf(time);
    if (named.isPresent()) {
      return new TraceColumns(time, named, false, input, output);
    }
    return Form.PUBLISHED.stream()
        .filter(form -> form.time().equals(base(time)))
        .filter(form -> form.input().equals(base(input)) && form.output().equals(base(output)))
        .filter(form -> form.also().isEmpty() || all.contains(form.also()))
        .findFirst()
        .map(form -> new TraceColumns(time, Optional.of(form.unit()), form.whole(), input, output))
        .orElseGet(() -> new TraceColumns(time, Optional.empty(), false, input, output));
  }

  private static String best(String what, Collection<String> names, ToIntFunction<String> rank) {
    int least = names.stream().mapToInt(rank).min().orElse(NONE);
    if (least == NONE) {
      throw new IllegalArgumentException(
          "no column is named for %s. It has %s. %s%s"
              .formatted(what, String.join(", ", names), rates(names), FITS));
    }
    List<String> found = names.stream().filter(name -> rank.applyAsInt(name) == least).toList();
    if (found.size() > 1) {
      throw new IllegalArgumentException(
          "%s may be in %s. Remove or rename all but one."
              .formatted(what, String.join(" or ", found)));
    }
    return found.getFirst();
  }

  private static String rates(Collection<String> names) {
    return names.contains("rate")
        ? "Rates are no requests: name such a file in spec.trace.servegen.rates of a scenario. "
        : "";
  }

  private static int timeRank(String name) {
    List<String> words = words(name);
    boolean origin = words.removeIf(ORIGINS::contains);
    if (!words.isEmpty() && TimeUnits.ofWord(words.getLast()).isPresent()) {
      words.removeLast();
    }
    String base = String.join(" ", words);
    if (base.isEmpty() && origin) {
      return 1;
    }
    for (int rank = 0; rank < TIMES.size(); rank++) {
      if (TIMES.get(rank).contains(base)) {
        return rank;
      }
    }
    return NONE;
  }

  private static int rank(String name, List<String> kinds, boolean sizes, String size) {
    if (sizes && base(name).equals(size)) {
      return 0;
    }
    List<String> words = words(name);
    words.removeIf(COUNTS::contains);
    if (words.size() != 2 || !kinds.contains(words.getFirst())) {
      return NONE;
    }
    for (int rank = 0; rank < MEASURES.size(); rank++) {
      if (MEASURES.get(rank).contains(words.getLast())) {
        return rank;
      }
    }
    return NONE;
  }

  private static Optional<TimeUnits> unitOf(String time) {
    List<String> words = words(time);
    words.removeIf(ORIGINS::contains);
    return words.isEmpty() ? Optional.empty() : TimeUnits.ofWord(words.getLast());
  }

  private static String base(String name) {
    List<String> words = words(name);
    words.removeIf(COUNTS::contains);
    return String.join(" ", words);
  }

  /// Returns the words of a name in lower case: `inputTokens`, `Input tokens` and
  /// `data.input_tokens` are the same.
  private static List<String> words(String name) {
    String leaf = name.substring(name.lastIndexOf('.') + 1);
    String apart = leaf.replaceAll("([a-z0-9])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    List<String> words = new ArrayList<>();
    for (String word : apart.split("[^a-z0-9]+", -1)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }
}
