package io.rheostat.contest.bound;

import io.rheostat.contest.bound.ConcaveMaximum.Tangent;
import java.util.Arrays;

/// The cheapest schedule when every unit of work done earns a reward: dynamic programming over
/// slots, with the size of the fleet and the backlog as state.
///
/// A schedule's size in a slot is the number of replicas serving at any time of it. It pays for
/// each of them in full. Exempt are the slot of getting ready and the slot of ending, for a replica
/// may be there for a moment only. It pays start-up when a replica gets ready, for the part in
/// judged time. The first slot is free. So a real schedule never pays less. Work is done as early
/// as the size allows; this loses nothing. Work counts in whole units. The cumulative arrivals are
/// rounded up as a sum, so rounding adds less than a unit in all. The backlog's limit is rounded up
/// by one more, so it never cuts below the real limit.
final class CheapestSchedule {
  private final FleetSizes sizes;
  private final double slotSeconds;
  private final double startupSeconds;
  private final double unitUsd;
  private final int[] arriving;
  private final int[] limit;
  private final int levels;
  private double[] cost;
  private double[] done;
  private double[] nextCost;
  private double[] nextDone;

  /// Prepares the search.
  ///
  /// @param slots with at least two slots to a start-up
  /// @param startupSeconds paid for every replica getting ready
  /// @param faster largest speed of replicas over the declared speed, 1 or more
  CheapestSchedule(FleetSizes sizes, TimeSlots slots, double startupSeconds, double faster) {
    this.sizes = sizes;
    this.slotSeconds = slots.seconds();
    this.startupSeconds = startupSeconds;
    this.unitUsd = sizes.unitUsdPerSecond() * slotSeconds;
    this.arriving = new int[slots.count()];
    this.limit = new int[slots.count()];
    double sum = 0;
    long counted = 0;
    int most = 0;
    for (int slot = 0; slot < slots.count(); slot++) {
      sum += slots.arriving()[slot];
      long units = (long) StrictMath.ceil(sum / faster / unitUsd);
      arriving[slot] = (int) (units - counted);
      counted = units;
      limit[slot] = 1 + (int) StrictMath.ceil(slots.live()[slot] / faster / unitUsd);
      most = StrictMath.max(most, limit[slot]);
    }
    this.levels = most + 1;
    this.cost = new double[sizes.count() * levels];
    this.done = new double[cost.length];
    this.nextCost = new double[cost.length];
    this.nextDone = new double[cost.length];
  }

  /// Returns the steps of one evaluation.
  long steps() {
    return (long) arriving.length * cost.length;
  }

  /// Returns the dollars of work done by the largest fleet.
  double mostWork() {
    int units = sizes.units()[sizes.count() - 1];
    long served = 0;
    int backlog = 0;
    for (int slot = 0; slot < arriving.length; slot++) {
      int available = backlog + arriving[slot];
      int work = StrictMath.min(available, units);
      served += work;
      backlog = StrictMath.min(limit[slot], available - work);
    }
    return served * unitUsd;
  }

  /// Returns the dual function: least cost less reward, plus the reward of the needed work.
  ///
  /// @param reward dollars for each dollar of work
  /// @param needed dollars of work, at the replicas' highest speed
  Tangent dual(double reward, double needed) {
    Arrays.fill(cost, Double.POSITIVE_INFINITY);
    for (int size = 0; size < sizes.count(); size++) {
      cost[size * levels] = 0;
      done[size * levels] = 0;
    }
    int reach = 0;
    for (int slot = 0; slot < arriving.length; slot++) {
      if (slot > 0) {
        resize(slot, reach);
      }
      reach = serve(slot, reach, reward);
    }
    double least = Double.POSITIVE_INFINITY;
    double work = 0;
    for (int state = 0; state < cost.length; state++) {
      if (cost[state] < least) {
        least = cost[state];
        work = done[state];
      }
    }
    return new Tangent(reward, least + reward * needed, needed - work * unitUsd);
  }

  /// Increases and reduces the size in each level up to `reach`.
  private void resize(int slot, int reach) {
    double up = StrictMath.min(startupSeconds, slot * slotSeconds) - slotSeconds;
    double down = slot == 1 ? 0 : -slotSeconds;
    double[] price = sizes.usdPerSecond();
    for (int size = 1; size < sizes.count(); size++) {
      take(size, size - 1, (price[size] - price[size - 1]) * up, reach);
    }
    for (int size = sizes.count() - 2; size >= 0; size--) {
      take(size, size + 1, (price[size + 1] - price[size]) * down, reach);
    }
  }

  private void take(int to, int from, double usd, int reach) {
    int target = to * levels;
    int source = from * levels;
    for (int level = 0; level <= reach; level++) {
      double offered = cost[source + level] + usd;
      if (offered < cost[target + level]) {
        cost[target + level] = offered;
        done[target + level] = done[source + level];
      }
    }
  }

  /// Lets a slot pass; returns the highest possible level after it.
  private int serve(int slot, int reach, double reward) {
    int after = StrictMath.min(limit[slot], reach + arriving[slot]);
    for (int size = 0; size < sizes.count(); size++) {
      int row = size * levels;
      Arrays.fill(nextCost, row, row + after + 1, Double.POSITIVE_INFINITY);
      double rent = slot == 0 ? 0 : sizes.usdPerSecond()[size] * slotSeconds;
      int units = sizes.units()[size];
      for (int level = 0; level <= reach; level++) {
        int available = level + arriving[slot];
        int served = StrictMath.min(units, available);
        int left = row + StrictMath.min(after, available - served);
        double total = cost[row + level] + rent - reward * unitUsd * served;
        if (total < nextCost[left]) {
          nextCost[left] = total;
          nextDone[left] = done[row + level] + served;
        }
      }
    }
    double[] spentCost = cost;
    double[] spentDone = done;
    cost = nextCost;
    done = nextDone;
    nextCost = spentCost;
    nextDone = spentDone;
    return after;
  }
}
