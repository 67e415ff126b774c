package io.rheostat.contest.backtest.world;

import io.rheostat.contest.history.TrafficHistory;
import io.rheostat.contest.history.TrafficHistory.Slot;
import io.rheostat.simulator.chance.Chance;
import io.rheostat.simulator.trace.Lengths;
import io.rheostat.simulator.trace.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Requests with the counts and lengths of a recorded service.
///
/// A log holds counts, not requests. In every slot as many arrive as were counted; within it they
/// come in [Bursts] as uneven as the counts of whole slots are among each other. Lengths are
/// lognormal around the mean of the five minutes about the slot. Their spread follows from the sums
/// of tokens: over n requests these vary by n times the variance of one.
final class RecreatedTraffic {
  private static final int MEAN_SLOTS = 15;

  /// Slots of one sum for the spread of prompts: long against a scrape.
  private static final int PROMPT_SLOTS = 6;

  /// Slots of one sum for the spread of answers: long against one answer.
  private static final int ANSWER_SLOTS = 30;

  /// Sums on either side whose mean is taken as the true one.
  private static final int NEIGHBOURS = 5;

  private static final double LEAST_REQUESTS = 5;
  private static final int LEAST_SUMS = 10;

  /// Spread where too little was seen: that of Poisson-like chat traces.
  private static final double USUAL_VARIATION = 0.5;

  private static final double MOST_VARIATION = 2;

  private final TrafficHistory traffic;
  private final Bursts bursts;
  private final double promptVariation;
  private final double answerVariation;

  RecreatedTraffic(TrafficHistory traffic) {
    this.traffic = traffic;
    bursts = Bursts.of(traffic);
    promptVariation = variation(PROMPT_SLOTS, Slot::promptTokens, Slot::admitted);
    answerVariation = variation(ANSWER_SLOTS, Slot::generatedTokens, Slot::generating);
  }

  /// Returns the standard deviation of prompts over their mean.
  double promptVariation() {
    return promptVariation;
  }

  /// Returns the standard deviation of answers over their mean.
  double answerVariation() {
    return answerVariation;
  }

  /// Returns the unevenness of arrivals within a slot.
  Bursts bursts() {
    return bursts;
  }

  /// Draws the requests, in order of arrival.
  List<Request> requests(long seed) {
    Chance times = new Chance(Chance.seed(seed, "times"));
    Chance tokens = new Chance(Chance.seed(seed, "tokens"));
    Slot all = traffic.sum(0, traffic.slots().size());
    List<Request> requests = new ArrayList<>();
    double owed = 0;
    for (int i = 0; i < traffic.slots().size(); i++) {
      // Counts have fractions, and some are taken back: what is left goes on to the next slot.
      owed += traffic.slots().get(i).requests();
      int count = (int) Math.max(0, StrictMath.floor(owed + 0.5));
      owed -= count;
      if (count == 0) {
        continue;
      }
      Slot near = traffic.sum(i - MEAN_SLOTS, i + MEAN_SLOTS);
      Lengths prompts =
          lengths(mean(near, all, Slot::promptTokens, Slot::admitted), promptVariation);
      Lengths answers =
          lengths(mean(near, all, Slot::generatedTokens, Slot::generating), answerVariation);
      long start = i * TrafficHistory.SLOT.toNanos();
      for (double part : bursts.draw(count, times)) {
        long at = start + (long) (part * TrafficHistory.SLOT.toNanos());
        requests.add(new Request(Duration.ofNanos(at), prompts.draw(tokens), answers.draw(tokens)));
      }
    }
    requests.sort(Comparator.comparing(Request::at));
    return requests;
  }

  private static Lengths lengths(double mean, double variation) {
    return new Lengths.LogNormal(Math.max(1, mean), variation);
  }

  private static double mean(
      Slot near, Slot all, ToDoubleFunction<Slot> tokens, ToDoubleFunction<Slot> requests) {
    Slot taken = requests.applyAsDouble(near) >= LEAST_REQUESTS ? near : all;
    double count = requests.applyAsDouble(taken);
    return count > 0 ? tokens.applyAsDouble(taken) / count : 1;
  }

  /// Returns the standard deviation of one request's tokens over their mean, by the method of
  /// moments.
  private double variation(
      int slots, ToDoubleFunction<Slot> tokens, ToDoubleFunction<Slot> requests) {
    List<Slot> sums = new ArrayList<>();
    for (int i = 0; i + slots <= traffic.slots().size(); i += slots) {
      sums.add(traffic.sum(i, i + slots));
    }
    double squares = 0;
    int used = 0;
    for (int i = 0; i < sums.size(); i++) {
      Slot around = Slot.UNSEEN;
      for (int j = Math.max(0, i - NEIGHBOURS);
          j <= Math.min(sums.size() - 1, i + NEIGHBOURS);
          j++) {
        around = around.plus(sums.get(j));
      }
      double count = requests.applyAsDouble(sums.get(i));
      double others = requests.applyAsDouble(around);
      if (count < LEAST_REQUESTS || others < 2 * count) {
        continue;
      }
      double mean = tokens.applyAsDouble(around) / others;
      double off = tokens.applyAsDouble(sums.get(i)) / (mean * count) - 1;
      // The mean holds this sum itself, which takes its share of the deviation away.
      squares += off * off * count / (1 - count / others);
      used++;
    }
    return used < LEAST_SUMS
        ? USUAL_VARIATION
        : Math.min(MOST_VARIATION, StrictMath.sqrt(squares / used));
  }
}
