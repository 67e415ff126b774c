package io.rheostat.simulator.trace.file;

import io.rheostat.simulator.chance.Chance;
import io.rheostat.simulator.trace.Gaps;
import io.rheostat.simulator.trace.Request;
import io.rheostat.simulator.trace.file.ClientRates.Slot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Draws requests from the client rates and lengths of Alibaba's Model Studio, published by
/// ServeGen (Xiang et al., 2025; Apache-2.0). Such a trace was never recorded: within ten minutes
/// its likelihood follows from its clients' rate, pattern and coefficient of variation.
///
/// Each client is a renewal process with gaps stretched by its rate, so a gap goes on at the next
/// ten minutes' rate. It starts in its steady state, for a bursty client's first gap is else too
/// short by far. Clients without measured lengths get those of a measured client, drawn by its
/// traffic in the window.
public final class ServeGen {
  /// Gaps drawn before the start for a client of variation 1; their square counts for others.
  private static final double WARM_UP = 10;

  private final ClientRates rates;
  private final ClientLengths lengths;
  private final List<String> measured = new ArrayList<>();
  private final double[] shareUpTo;

  private ServeGen(ClientRates rates, ClientLengths lengths) {
    this.rates = rates;
    this.lengths = lengths;
    for (String client : lengths.byClient().keySet()) {
      measured.add(client);
    }
    if (measured.isEmpty()) {
      throw new IllegalArgumentException("no client's lengths were measured. Give some.");
    }
    this.shareUpTo = new double[measured.size()];
    double sum = 0;
    for (int i = 0; i < shareUpTo.length; i++) {
      sum +=
          rates.byClient().getOrDefault(measured.get(i), List.of()).stream()
              .mapToDouble(Slot::ratePerSecond)
              .sum();
      shareUpTo[i] = sum;
    }
  }

  /// Returns the requests of the rates' window, in order, their times since its start.
  ///
  /// @throws IllegalArgumentException when no lengths were measured
  public static List<Request> sample(ClientRates rates, ClientLengths lengths, long seed) {
    ServeGen sampler = new ServeGen(rates, lengths);
    List<Request> requests = new ArrayList<>();
    rates
        .byClient()
        .forEach(
            (client, slots) -> {
              Sender sender = sampler.new Sender(client, Chance.seed(seed, "client " + client));
              for (int index = 0; index < slots.size(); index++) {
                sender.send(index, slots.get(index), requests);
              }
            });
    requests.sort(Comparator.comparing(Request::at));
    return List.copyOf(requests);
  }

  /// A client on its way through the slots.
  private final class Sender {
    private final String client;
    private final Chance gaps;
    private final Chance tokens;
    private boolean started;

    /// Rest of the gap to the next request, in gaps of mean 1.
    private double owed;

    Sender(String client, long seed) {
      this.client = client;
      this.gaps = new Chance(Chance.seed(seed, "arrivals"));
      this.tokens = new Chance(Chance.seed(seed, "tokens"));
    }

    void send(int index, Slot slot, List<Request> requests) {
      if (slot.ratePerSecond() == 0) {
        return;
      }
      if (!started) {
        owed = firstGap(slot.gaps(), gaps);
        started = true;
      }
      double start = index * (double) ClientRates.SLOT_SECONDS;
      double room = slot.ratePerSecond() * ClientRates.SLOT_SECONDS;
      double held = owed;
      while (held < room) {
        requests.add(request(client, start + held / slot.ratePerSecond(), tokens));
        held += slot.gaps().draw(gaps);
      }
      owed = held - room;
    }
  }

  private static double firstGap(Gaps gaps, Chance chance) {
    double variation = gaps.variation();
    double end = WARM_UP * (1 + variation * variation);
    double held = 0;
    while (held < end) {
      held += gaps.draw(chance);
    }
    return held - end;
  }

  private Request request(String client, double at, Chance chance) {
    String source = lengths.knows(client) ? client : mixture(chance);
    ClientLengths.Pair pair = lengths.at(source, rates.fromSeconds() + (long) at);
    return new Request(
        Duration.ofNanos(StrictMath.round(at * 1e9)),
        pair.input().draw(chance),
        pair.output().draw(chance));
  }

  private String mixture(Chance chance) {
    double sum = shareUpTo[shareUpTo.length - 1];
    if (sum == 0) {
      return measured.get(chance.below(measured.size()));
    }
    double pick = chance.uniform() * sum;
    int index = 0;
    while (shareUpTo[index] < pick) {
      index++;
    }
    return measured.get(index);
  }
}
