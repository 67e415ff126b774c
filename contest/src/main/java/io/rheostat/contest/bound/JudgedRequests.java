package io.rheostat.contest.bound;

import io.rheostat.contest.trial.PolicyTrial;
import io.rheostat.model.fleet.Slo;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.simulator.engine.ReplicaWork;
import io.rheostat.simulator.engine.ReplicaWork.Sharing;
import io.rheostat.simulator.trace.Request;
import java.util.ArrayList;
import java.util.List;

/// Requests arriving in a trial's judged time, each with its least cost in dollars of running
/// replicas on the cheapest placement. Times are seconds of judged time.
final class JudgedRequests {
  /// Noise factor of a long iteration, three standard deviations above 1.
  private static final double NOISE = 1 + 3 * ReplicaWork.ITERATION_SIGMA;

  final double seconds;
  final double ttft;
  final double tpot;

  /// Number of earlier requests possibly found good in judged time, without work in it.
  final int carried;

  final double[] at;
  final int[] output;

  /// Dollars of a good answer; infinite when the request fits no replica.
  final double[] good;

  /// Least share of `good` spent on the first token.
  final double[] prefill;

  /// Dollars spent by the end of judged time on an unfinished request with its first token in time,
  /// hence unjudged; 0 when it arrives too late to be overdue; infinite when it must have finished.
  final double[] unjudged;

  private final List<Option> options;

  private record Option(double price, EngineProfile engine, Sharing sharing) {
    double usd(int in, int out) {
      return ReplicaWork.holds(engine, in, out)
          ? price * ReplicaWork.seconds(engine, in, out, sharing)
          : Double.POSITIVE_INFINITY;
    }

    double prefillShare(int in, int out) {
      return ReplicaWork.seconds(engine, in, 1, sharing)
          / ReplicaWork.seconds(engine, in, out, sharing);
    }
  }

  JudgedRequests(PolicyTrial trial, List<PlacementCost> lanes) {
    TrialService subject = TrialService.of(trial);
    Slo slo = subject.slo();
    this.ttft = slo.ttftSeconds();
    this.tpot = slo.tpotSeconds();
    this.seconds = trial.length().toNanos() / 1e9;
    double opening = trial.unscored().toNanos() / 1e9;
    List<Request> judged = new ArrayList<>();
    int before = 0;
    for (Request request : subject.requests()) {
      double arrival = request.at().toNanos() / 1e9 - opening;
      if (arrival >= 0 && arrival < seconds) {
        judged.add(request);
      } else if (arrival < 0 && arrival + ttft + (request.outputTokens() - 1) * tpot >= 0) {
        before++;
      }
    }
    this.carried = before;
    this.options = lanes.stream().map(lane -> option(lane, judged)).toList();
    this.at = judged.stream().mapToDouble(r -> r.at().toNanos() / 1e9 - opening).toArray();
    this.output = judged.stream().mapToInt(Request::outputTokens).toArray();
    this.good = new double[at.length];
    this.prefill = new double[at.length];
    this.unjudged = new double[at.length];
    for (int i = 0; i < at.length; i++) {
      fill(i, judged.get(i));
    }
  }

  int count() {
    return at.length;
  }

  /// Returns the lane's option with the dearest sharing over all requests together.
  private static Option option(PlacementCost lane, List<Request> requests) {
    Option dearest = new Option(lane.usdPerSecond(), lane.engine(), Sharing.KV_CACHE);
    double most = 0;
    for (Sharing sharing : Sharing.values()) {
      double total = 0;
      for (Request request : requests) {
        total +=
            ReplicaWork.seconds(
                lane.engine(), request.inputTokens(), request.outputTokens(), sharing);
      }
      if (total > most) {
        most = total;
        dearest = new Option(lane.usdPerSecond(), lane.engine(), sharing);
      }
    }
    return dearest;
  }

  private void fill(int i, Request request) {
    int in = request.inputTokens();
    int out = request.outputTokens();
    good[i] = usd(in, out);
    double least = 1;
    double longest = 0;
    for (Option option : options) {
      least = StrictMath.min(least, option.prefillShare(in, out));
      longest =
          StrictMath.max(longest, ReplicaWork.longestIterationSeconds(option.engine()) * NOISE);
    }
    prefill[i] = least;
    double left = seconds - at[i] - ttft;
    double tokens = left < 0 ? 0 : 1 + StrictMath.floor(left / longest);
    unjudged[i] =
        tokens >= out ? Double.POSITIVE_INFINITY : tokens == 0 ? 0 : usd(in, (int) tokens);
  }

  private double usd(int in, int out) {
    double least = Double.POSITIVE_INFINITY;
    for (Option option : options) {
      least = StrictMath.min(least, option.usd(in, out));
    }
    return least;
  }
}
