package io.rheostat.verification.failover.endpoint;

import io.rheostat.verification.failover.history.History;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// Requests per second of each service: steps at times and to levels drawn from a seed, to make
/// changes necessary all the time. Safe for use by several threads.
public final class LoadSteps {
  private static final double[] RATES = {1, 3, 5, 8};
  private static final long LEAST_MILLIS = 15_000;
  private static final long MOST_MILLIS = 45_000;
  private static final long SURGE_MILLIS = 20_000;

  private final Random random;
  private final Map<String, Course> courses = new TreeMap<>();
  private final List<History.Load> told = new ArrayList<>();
  private boolean steady;

  /// Current load of a service.
  ///
  /// @param until time of the next step
  private record Course(double rate, Instant until) {}

  public LoadSteps(List<TrialServices> members, long seed, Instant begin) {
    random = new Random(seed);
    for (TrialServices member : members) {
      step(member.name(), begin);
    }
  }

  private void step(String workload, Instant at) {
    long lasting = LEAST_MILLIS + random.nextLong(MOST_MILLIS - LEAST_MILLIS);
    set(workload, at, new Course(RATES[random.nextInt(RATES.length)], at.plusMillis(lasting)));
  }

  private void set(String workload, Instant at, Course course) {
    courses.put(workload, course);
    told.add(new History.Load(at, workload, course.rate()));
  }

  /// Returns requests per second at a time; times must not go back.
  public synchronized double rate(String workload, Instant now) {
    Course course = courses.getOrDefault(workload, new Course(0, Instant.MAX));
    if (!steady && !now.isBefore(course.until())) {
      step(workload, now);
    }
    return courses.getOrDefault(workload, course).rate();
  }

  /// Sets another load at once, for a while.
  public synchronized void surge(String workload, double rate, Instant now) {
    set(workload, now, new Course(rate, now.plusMillis(SURGE_MILLIS)));
  }

  /// Keeps the load as it is from here on.
  public synchronized void steady() {
    steady = true;
  }

  /// Returns all loads set so far, in order, each with its begin and requests per second.
  public synchronized List<History.Load> told() {
    return List.copyOf(told);
  }
}
