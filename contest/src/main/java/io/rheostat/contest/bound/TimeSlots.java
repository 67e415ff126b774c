package io.rheostat.contest.bound;

/// Work over judged time, in slots of equal length.
///
/// @param seconds length of a slot
/// @param arriving dollars of work arriving in each slot
/// @param live upper limit, after each slot, of the arrived work before its deadline, still able to
///     become good. A first token is due after the limit of TTFT, the rest after the limit of TPOT
///     for each further token; work of a request left unjudged has no deadline.
@SuppressWarnings("ArrayRecordComponent") // built once, never changed
record TimeSlots(double seconds, double[] arriving, double[] live) {
  /// Slots per minute, a number with many divisors.
  private static final int PER_MINUTE = 60;

  /// Returns slots of a second or little less.
  static TimeSlots finest(JudgedRequests requests) {
    int count = PER_MINUTE * (int) StrictMath.ceil(requests.seconds / PER_MINUTE);
    double seconds = requests.seconds / count;
    double[] arriving = new double[count];
    double[] change = new double[count + 1];
    for (int i = 0; i < requests.count(); i++) {
      double usd = requests.good[i];
      if (usd == Double.POSITIVE_INFINITY) {
        continue;
      }
      int slot = StrictMath.min(count - 1, (int) (requests.at[i] / seconds));
      arriving[slot] += usd;
      double firstToken = requests.at[i] + requests.ttft;
      double done = firstToken + (requests.output[i] - 1) * requests.tpot;
      double end =
          requests.unjudged[i] == Double.POSITIVE_INFINITY ? done : Double.POSITIVE_INFINITY;
      double first = usd * requests.prefill[i];
      lives(change, slot, firstToken / seconds, first);
      lives(change, slot, end / seconds, usd - first);
    }
    double[] live = new double[count];
    double sum = 0;
    for (int slot = 0; slot < count; slot++) {
      sum += change[slot];
      live[slot] = sum;
    }
    return new TimeSlots(seconds, arriving, live);
  }

  /// Adds work to the ends of the slots from its own to the last before its deadline.
  private static void lives(double[] change, int slot, double deadline, double usd) {
    int slots = change.length - 1;
    int after = (int) StrictMath.min(slots, StrictMath.floor(deadline));
    if (after > slot) {
      change[slot] += usd;
      change[after] -= usd;
    }
  }

  /// Returns slots `times` as long; the factor must divide [#PER_MINUTE].
  TimeSlots joined(int times) {
    double[] sums = new double[arriving.length / times];
    double[] ends = new double[sums.length];
    for (int slot = 0; slot < sums.length; slot++) {
      for (int part = 0; part < times; part++) {
        sums[slot] += arriving[slot * times + part];
      }
      ends[slot] = live[slot * times + times - 1];
    }
    return new TimeSlots(seconds * times, sums, ends);
  }

  int count() {
    return arriving.length;
  }

  /// Returns the most work available to one slot.
  double most() {
    double most = 0;
    for (int slot = 0; slot < count(); slot++) {
      most = StrictMath.max(most, arriving[slot] + (slot == 0 ? 0 : live[slot - 1]));
    }
    return most;
  }
}
