package io.rheostat.contest.backtest.world;

import io.rheostat.contest.history.TrafficHistory;
import io.rheostat.contest.history.TrafficHistory.Tokens;
import io.rheostat.simulator.chance.Chance;
import io.rheostat.simulator.trace.Lengths;
import io.rheostat.simulator.trace.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.ToDoubleFunction;

/// Requests with the counts and lengths of a recorded service.
///
/// A log holds counts, not requests. In every slot as many arrive as were counted; within it they
/// come in [Bursts] as uneven as the counts of whole slots are among each other. Lengths are
/// lognormal around the mean of the five minutes about the slot. Their spread follows from the sums
/// of tokens: over n requests these vary by n times the variance of one.
final class RecreatedTraffic {
  /// Minutes on either side of a slot's own whose mean length it has.
  private static final int MEAN_MINUTES = 2;

  /// Minutes of one sum for the spread of prompts: long against a scrape.
  private static final int PROMPT_MINUTES = 1;

  /// Minutes of one sum for the spread of answers: long against one answer.
  private static final int ANSWER_MINUTES = 5;

  /// Sums on either side whose mean is taken as the true one.
  private static final int NEIGHBOURS = 5;

  private static final double LEAST_REQUESTS = 5;
  private static final int LEAST_SUMS = 10;

  /// Spread where too little was seen: that of Poisson-like chat traces.
  private static final double USUAL_VARIATION = 0.5;

  private static final double MOST_VARIATION = 2;

  private static final Kind PROMPTS = new Kind(Tokens::prompt, Tokens::admitted);
  private static final Kind ANSWERS = new Kind(Tokens::generated, Tokens::generating);

  /// Kind of tokens.
  ///
  /// @param tokens their number
  /// @param requests that they belong to
  private record Kind(ToDoubleFunction<Tokens> tokens, ToDoubleFunction<Tokens> requests) {}

  private final TrafficHistory traffic;
  private final Tokens all;
  private final Bursts bursts;
  private final double promptVariation;
  private final double answerVariation;

  RecreatedTraffic(TrafficHistory traffic) {
    this.traffic = traffic;
    bursts = Bursts.of(traffic);
    all = traffic.tokens(0, traffic.minutes());
    promptVariation = variation(PROMPT_MINUTES, PROMPTS);
    answerVariation = variation(ANSWER_MINUTES, ANSWERS);
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

  /// Returns the requests in order of arrival, drawn while they are read: a week of them needs no
  /// more room than one slot. Each iterator draws the same.
  Iterable<Request> requests(long seed) {
    return () -> new Draw(seed);
  }

  /// Requests drawn slot by slot.
  private final class Draw implements Iterator<Request> {
    private final Chance times;
    private final Chance tokens;
    private List<Request> drawn = List.of();
    private int next;
    private int slot;
    private double owed;

    Draw(long seed) {
      times = new Chance(Chance.seed(seed, "times"));
      tokens = new Chance(Chance.seed(seed, "tokens"));
    }

    @Override
    public boolean hasNext() {
      while (next == drawn.size() && slot < traffic.slots()) {
        drawn = draw();
        next = 0;
        slot++;
      }
      return next < drawn.size();
    }

    @Override
    public Request next() {
      if (!hasNext()) {
        throw new NoSuchElementException("the traffic has ended.");
      }
      return drawn.get(next++);
    }

    private List<Request> draw() {
      // Counts have fractions, and some are taken back: what is left goes on to the next slot.
      owed += traffic.requests(slot);
      int count = (int) Math.max(0, StrictMath.floor(owed + 0.5));
      owed -= count;
      if (count == 0) {
        return List.of();
      }
      int minute = traffic.minuteOf(slot);
      Tokens near = traffic.tokens(minute - MEAN_MINUTES, minute + MEAN_MINUTES + 1);
      Lengths prompts = lengths(mean(near, all, PROMPTS), promptVariation);
      Lengths answers = lengths(mean(near, all, ANSWERS), answerVariation);
      long start = slot * TrafficHistory.SLOT.toNanos();
      List<Request> requests = new ArrayList<>(count);
      for (double part : bursts.draw(count, times)) {
        long at = start + (long) (part * TrafficHistory.SLOT.toNanos());
        requests.add(new Request(Duration.ofNanos(at), prompts.draw(tokens), answers.draw(tokens)));
      }
      requests.sort(Comparator.comparing(Request::at));
      return requests;
    }
  }

  private static Lengths lengths(double mean, double variation) {
    return new Lengths.LogNormal(Math.max(1, mean), variation);
  }

  private static double mean(Tokens near, Tokens all, Kind kind) {
    Tokens taken = kind.requests.applyAsDouble(near) >= LEAST_REQUESTS ? near : all;
    double count = kind.requests.applyAsDouble(taken);
    return count > 0 ? kind.tokens.applyAsDouble(taken) / count : 1;
  }

  /// Returns the standard deviation of one request's tokens over their mean, by the method of
  /// moments.
  private double variation(int minutes, Kind kind) {
    List<Tokens> sums = new ArrayList<>();
    for (int i = 0; i + minutes <= traffic.minutes(); i += minutes) {
      sums.add(traffic.tokens(i, i + minutes));
    }
    double squares = 0;
    int used = 0;
    for (int i = 0; i < sums.size(); i++) {
      Tokens around = Tokens.NONE;
      for (int j = Math.max(0, i - NEIGHBOURS);
          j <= Math.min(sums.size() - 1, i + NEIGHBOURS);
          j++) {
        around = around.plus(sums.get(j));
      }
      double count = kind.requests.applyAsDouble(sums.get(i));
      double others = kind.requests.applyAsDouble(around);
      if (count < LEAST_REQUESTS || others < 2 * count) {
        continue;
      }
      double mean = kind.tokens.applyAsDouble(around) / others;
      double off = kind.tokens.applyAsDouble(sums.get(i)) / (mean * count) - 1;
      // The mean holds this sum itself, which takes its share of the deviation away.
      squares += off * off * count / (1 - count / others);
      used++;
    }
    return used < LEAST_SUMS
        ? USUAL_VARIATION
        : Math.min(MOST_VARIATION, StrictMath.sqrt(squares / used));
  }
}
