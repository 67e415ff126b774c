package io.rheostat.simulator.trace;

import io.rheostat.simulator.chance.Chance;
import io.rheostat.simulator.trace.ClientRates.Slot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Draws requests from the rates and lengths of clients that ServeGen published of Alibaba's Model
/// Studio (Xiang et al., 2025; Apache-2.0). Such a trace was never recorded: within ten minutes it
/// is as likely as its clients' rate, pattern and coefficient of variation make it.
///
/// Each client is a renewal process whose gaps are stretched by its rate, so that a gap goes on at
/// the next ten minutes' rate; it starts in its steady state, for a bursty client's first gap is
/// else too short by far. Clients whose lengths were not measured get those of a measured client,
/// drawn by what these send in the window.
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

  /// The requests of the rates' window, in order, their times since its start.
  ///
  /// @throws IllegalArgumentException when no lengths were measured
  public static List<Request> sample(ClientRates rates, ClientLengths lengths, long seed) {
    ServeGen sampler = new ServeGen(rates, lengths);
    List<Request> requests = new ArrayList<>();
    rates
        .byClient()
        .forEach(
            (client, slots) ->
                sampler.client(client, slots, Chance.seed(seed, "client " + client), requests));
    requests.sort(Comparator.comparing(Request::at));
    return List.copyOf(requests);
  }

  private void client(String client, List<Slot> slots, long seed, List<Request> requests) {
    Chance gaps = new Chance(Chance.seed(seed, "arrivals"));
    Chance tokens = new Chance(Chance.seed(seed, "tokens"));
    boolean started = false;
    double owed = 0;
    for (int index = 0; index < slots.size(); index++) {
      Slot slot = slots.get(index);
      if (slot.ratePerSecond() > 0) {
        owed = started ? owed : firstGap(slot.gaps(), gaps);
        started = true;
        double room = slot.ratePerSecond() * ClientRates.SLOT_SECONDS;
        double held = owed;
        for (; held < room; held += slot.gaps().draw(gaps)) {
          double at = index * (double) ClientRates.SLOT_SECONDS + held / slot.ratePerSecond();
          requests.add(request(client, at, tokens));
        }
        owed = held - room;
      }
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
