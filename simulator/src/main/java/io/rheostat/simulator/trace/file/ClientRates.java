package io.rheostat.simulator.trace.file;

import io.rheostat.model.Require;
import io.rheostat.simulator.trace.Gaps;
import io.rheostat.simulator.trace.Gaps.Pattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Traffic of the clients of one model, ten minutes by ten minutes.
///
/// @param byClient traffic of each client, a slot for every ten minutes of the window
/// @param fromSeconds the window's start, since the trace's start
public record ClientRates(SortedMap<String, List<Slot>> byClient, long fromSeconds) {
  private static final List<String> NEEDED = List.of("client", "ts", "rate", "cv", "pat");

  /// Length of a slot, seconds.
  static final long SLOT_SECONDS = 600;

  /// Search distance beyond the window for neighbours of missing slots, seconds.
  private static final long MARGIN_SECONDS = 3600;

  /// Ten minutes of one client.
  ///
  /// @param ratePerSecond 0 or more
  /// @param gaps between its requests
  record Slot(double ratePerSecond, Gaps gaps) {
    static final Slot SILENT = new Slot(0, Gaps.POISSON);

    Slot scaled(double factor) {
      return new Slot(ratePerSecond * factor, gaps);
    }
  }

  public ClientRates {
    byClient = Require.sortedCopy(byClient);
  }

  /// Reads the rows of a window. A slot without a rate of any client was not recorded: each client
  /// is given the rate on the line between its last recorded slot before and its next one after,
  /// with the pattern of the former.
  ///
  /// @param lines with a header of `client`, `ts` (s), `rate` (requests a second), `cv` (the gaps'
  ///     coefficient of variation) and `pat` (their distribution: Gamma, Weibull, or none for
  ///     Poisson), in any order; other columns, such as the fitted parameters, are not used
  /// @param fromSeconds start, since the trace's start; whole slots
  /// @param lengthSeconds above 0; whole slots
  /// @throws IllegalArgumentException when a line cannot be read or nothing is in the window
  public static ClientRates read(Iterable<String> lines, long fromSeconds, long lengthSeconds) {
    if (fromSeconds < 0
        || lengthSeconds < SLOT_SECONDS
        || fromSeconds % SLOT_SECONDS != 0
        || lengthSeconds % SLOT_SECONDS != 0) {
      throw new IllegalArgumentException(
          "the window starts at %d s and is %d s long. Both must be multiples of %d s."
              .formatted(fromSeconds, lengthSeconds, SLOT_SECONDS));
    }
    long first = StrictMath.max(0, fromSeconds - MARGIN_SECONDS) / SLOT_SECONDS;
    long last = (fromSeconds + lengthSeconds + MARGIN_SECONDS) / SLOT_SECONDS;
    Slot[] silence = new Slot[(int) (last - first)];
    Arrays.fill(silence, Slot.SILENT);
    SortedMap<String, Slot[]> slots = rows(lines, first, silence);
    repair(slots, silence.length);
    int skipped = (int) (fromSeconds / SLOT_SECONDS - first);
    int count = (int) (lengthSeconds / SLOT_SECONDS);
    SortedMap<String, List<Slot>> window = new TreeMap<>();
    slots.forEach(
        (client, all) -> window.put(client, List.of(all).subList(skipped, skipped + count)));
    return new ClientRates(window, fromSeconds);
  }

  private static SortedMap<String, Slot[]> rows(
      Iterable<String> lines, long firstSlot, Slot[] silence) {
    SortedMap<String, Slot[]> slots = new TreeMap<>();
    Iterator<String> all = lines.iterator();
    String header = all.hasNext() ? all.next().strip() : "";
    requireHeader(header);
    CsvRows rows = new CsvRows(header, all);
    while (rows.hasNext()) {
      row(rows.next(), firstSlot, silence.length)
          .ifPresent(
              row ->
                  slots.computeIfAbsent(row.client(), _ -> silence.clone())[row.index()] =
                      row.slot());
    }
    return slots;
  }

  /// A line of the file; index counts slots from the first one kept.
  private record Row(String client, int index, Slot slot) {}

  /// Returns the line's row; empty for a line outside the kept slots.
  private static Optional<Row> row(TraceRow row, long firstSlot, int count) {
    try {
      long index = (long) number(row, "ts") / SLOT_SECONDS - firstSlot;
      return index >= 0 && index < count
          ? Optional.of(new Row(row.value("client"), (int) index, slot(row)))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      throw row.error(e);
    }
  }

  private static double number(TraceRow row, String column) {
    String text = row.value(column);
    if (!TraceNumber.is(text)) {
      throw new IllegalArgumentException("\"" + column + "\": " + text + " is no number");
    }
    return Double.parseDouble(text);
  }

  private static void requireHeader(String line) {
    List<String> names = List.of(line.replace("\"", "").split("\\s*[,;\t]\\s*", -1));
    if (!names.containsAll(NEEDED)) {
      throw new IllegalArgumentException(
          "line 1: \"%s\" is not the header. It must name %s."
              .formatted(line, String.join(", ", NEEDED)));
    }
  }

  private static Slot slot(TraceRow row) {
    double rate = Require.atLeastZero("rate", number(row, "rate"));
    String pattern = row.values().getOrDefault("pat", "");
    if (rate == 0 || pattern.isEmpty()) {
      return new Slot(rate, Gaps.POISSON);
    }
    double variation = number(row, "cv");
    return switch (pattern) {
      case "Gamma" -> new Slot(rate, Gaps.of(Pattern.GAMMA, variation));
      case "Weibull" -> new Slot(rate, Gaps.of(Pattern.WEIBULL, variation));
      default -> throw new IllegalArgumentException("pat is neither Gamma nor Weibull");
    };
  }

  private static void repair(SortedMap<String, Slot[]> slots, int count) {
    List<Integer> recorded = new ArrayList<>();
    for (int slot = 0; slot < count; slot++) {
      if (total(slots, slot) > 0) {
        recorded.add(slot);
      }
    }
    if (recorded.isEmpty()) {
      throw new IllegalArgumentException(
          "no client has a rate in the window or an hour around it. Choose another window.");
    }
    for (int slot = 0; slot < count; slot++) {
      int before = recorded.getFirst();
      int after = recorded.getLast();
      for (int known : recorded) {
        before = known <= slot ? known : before;
        after = known >= slot ? StrictMath.min(after, known) : after;
      }
      if (total(slots, slot) == 0) {
        fill(slots, slot, before, after);
      }
    }
  }

  private static double total(SortedMap<String, Slot[]> slots, int slot) {
    double total = 0;
    for (Slot[] client : slots.values()) {
      total += client[slot].ratePerSecond();
    }
    return total;
  }

  private static void fill(SortedMap<String, Slot[]> slots, int slot, int before, int after) {
    double share =
        after > before ? StrictMath.clamp((slot - before) / (double) (after - before), 0, 1) : 0;
    for (Slot[] client : slots.values()) {
      double rate =
          client[before].ratePerSecond() * (1 - share) + client[after].ratePerSecond() * share;
      Slot pattern = client[before].ratePerSecond() > 0 ? client[before] : client[after];
      client[slot] = new Slot(rate, pattern.gaps());
    }
  }

  /// Returns the same with every rate multiplied, for a highest total of ten minutes of at most
  /// `mostPerSecond`; lower traffic is left as it is. Each client's gaps keep their coefficient of
  /// variation: it is as bursty at the smaller rate as it was at its own.
  ///
  /// @param mostPerSecond requests a second, above 0
  public ClientRates atMost(double mostPerSecond) {
    double factor = StrictMath.min(1, Require.positive("peakRate", mostPerSecond) / peak());
    SortedMap<String, List<Slot>> scaled = new TreeMap<>();
    for (Map.Entry<String, List<Slot>> client : byClient.entrySet()) {
      scaled.put(
          client.getKey(), client.getValue().stream().map(slot -> slot.scaled(factor)).toList());
    }
    return new ClientRates(scaled, fromSeconds);
  }

  /// Returns the highest total of ten minutes, requests a second.
  double peak() {
    double peak = 0;
    for (int slot = 0; slot < slots(); slot++) {
      peak = StrictMath.max(peak, total(slot));
    }
    return peak;
  }

  /// Returns the requests a second of all clients.
  double total(int slot) {
    double total = 0;
    for (List<Slot> client : byClient.values()) {
      total += client.get(slot).ratePerSecond();
    }
    return total;
  }

  int slots() {
    return byClient.isEmpty() ? 0 : byClient.firstEntry().getValue().size();
  }
}
