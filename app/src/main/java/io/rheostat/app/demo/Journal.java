package io.rheostat.app.demo;

import io.rheostat.model.command.Generation;
import io.rheostat.simulator.world.JournalEntry;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Journal of the simulated cluster: its reached time and the changes made to it. One line each,
/// `now <time>` or `scale <time> <workload> <placement> <replicas> <generation>`, tab-separated; a
/// last line cut off by a crash is left out.
final class Journal implements AutoCloseable {
  private final BufferedWriter out;
  private final List<JournalEntry> entries;
  private final Instant reached;

  private Journal(BufferedWriter out, List<JournalEntry> entries, Instant reached) {
    this.out = out;
    this.entries = entries;
    this.reached = reached;
  }

  /// Opens a journal, or begins one at a start time.
  static Journal open(Path file, Instant start) throws IOException {
    List<JournalEntry> entries = new ArrayList<>();
    Instant reached = start;
    if (Files.exists(file)) {
      String text = Files.readString(file);
      String whole = text.substring(0, text.lastIndexOf('\n') + 1);
      if (whole.length() < text.length()) {
        Files.writeString(file, whole);
      }
      for (String line : whole.lines().toList()) {
        String[] fields = line.split("\t", -1);
        reached = Instant.parse(fields[1]);
        if (fields[0].equals("scale")) {
          entries.add(
              new JournalEntry(
                  reached,
                  fields[2],
                  fields[3],
                  Integer.parseInt(fields[4]),
                  Generation.parse(fields[5])));
        }
      }
    }
    BufferedWriter out =
        Files.newBufferedWriter(
            file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return new Journal(out, entries, reached);
  }

  /// Returns the entries of earlier runs.
  List<JournalEntry> entries() {
    return List.copyOf(entries);
  }

  /// Returns the last noted time of the world.
  Instant reached() {
    return reached;
  }

  /// Notes the reached time of the world.
  void reached(Instant now) {
    write("now\t" + now);
  }

  /// Notes a call before it is answered.
  void scaled(JournalEntry entry) {
    write(
        String.join(
            "\t",
            "scale",
            entry.at().toString(),
            entry.workload(),
            entry.placement(),
            Integer.toString(entry.replicas()),
            entry.generation().toString()));
  }

  private synchronized void write(String line) {
    try {
      out.write(line);
      out.write('\n');
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the simulated cluster's journal cannot be written", e);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    out.close();
  }
}
