package io.rheostat.topics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Markdown reference of the topics and of their records, printed from [Topic] and the contract's
/// `.proto` files.
final class TopicReference {
  private static final Pattern DECLARED = Pattern.compile("^(message|enum) (\\w+) \\{$");
  private static final Pattern FIELD =
      Pattern.compile("^ +((?:repeated |optional )?[\\w.<>, ]+) (\\w+) = (\\d+)(?: \\[.*])?;$");
  private static final Pattern CONSTANT = Pattern.compile("^ +(\\w+) = (\\d+);$");

  private final StringBuilder page = new StringBuilder();

  private TopicReference() {}

  /// Returns the page.
  ///
  /// @param contract folder of the `.proto` files
  static String page(Path contract) throws IOException {
    TopicReference reference = new TopicReference();
    reference.page.append(
        """
        # Topics

        Names, retention and records of every topic, generated from the contract (`topics/src/main/protobuf`).
        Records are protobuf; `rheostat tail TOPIC` prints them, `rheostat export` writes them to files.

        | topic | partitions | kept |
        |---|---|---|
        """);
    for (Topic topic : Topic.values()) {
      reference.page.append(
          "| `%s` | %s | %s |\n"
              .formatted(
                  topic.topicName(),
                  topic.partitions() == Topic.Partitions.ONE ? "1" : "as the logs",
                  kept(topic.cleanup())));
    }
    try (Stream<Path> files = Files.list(contract)) {
      for (Path file : files.sorted().toList()) {
        reference.file(file);
      }
    }
    return reference.page.toString();
  }

  private static String kept(Topic.Cleanup cleanup) {
    return switch (cleanup) {
      case Topic.Cleanup.Delete(var retention, var bytes) ->
          retention.toDays() + " days, at most " + (bytes >> 20) + " MiB a partition";
      case Topic.Cleanup.Compact() -> "the newest of each key";
    };
  }

  private void file(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    page.append("\n## `").append(file.getFileName()).append("`\n\n");
    int line = 0;
    while (lines.get(line).startsWith("//")) {
      page.append(lines.get(line).substring(2).strip()).append('\n');
      line++;
    }
    StringBuilder comment = new StringBuilder();
    boolean open = false;
    for (String text : lines.subList(line, lines.size())) {
      Matcher declared = DECLARED.matcher(text);
      Matcher field = FIELD.matcher(text);
      Matcher constant = CONSTANT.matcher(text);
      if (text.strip().startsWith("//")) {
        comment.append(comment.isEmpty() ? "" : " ").append(text.strip().substring(2).strip());
        continue;
      }
      if (declared.matches()) {
        page.append("\n### ").append(declared.group(2)).append("\n\n").append(comment);
        page.append("\n\n| field | type | no. | meaning |\n|---|---|---|---|\n");
        open = true;
      } else if (open && field.matches()) {
        row(field.group(2), "`" + field.group(1).strip() + "`", field.group(3), comment);
      } else if (open && constant.matches()) {
        row(constant.group(1), "constant", constant.group(2), comment);
      }
      comment.setLength(0);
    }
  }

  private void row(String name, String type, String number, CharSequence meaning) {
    page.append("| `%s` | %s | %s | %s |\n".formatted(name, type, number, meaning));
  }
}
