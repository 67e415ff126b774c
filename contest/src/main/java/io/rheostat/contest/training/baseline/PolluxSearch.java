package io.rheostat.contest.training.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/// Genetic search of an allocation: NSGA-II (Deb et al. 2002) with a population of 100 over 100
/// generations, two objectives, binary tournaments by rank and crowding, and no duplicates.
final class PolluxSearch {
  private static final int POPULATION = 100;
  private static final int GENERATIONS = 100;

  /// Rounds of mating after which a generation may stay smaller, where most children are copies.
  private static final int MOST_ROUNDS = 100;

  private final PolluxProblem problem;
  private final PolluxVariation variation;
  private final SplittableRandom random;

  /// A state with its objectives, front (0: not dominated) and crowding distance.
  private static final class Individual {
    final byte[][] state;
    final PolluxProblem.Fitness fitness;
    int front;
    double crowding;

    Individual(byte[][] state, PolluxProblem.Fitness fitness) {
      this.state = state;
      this.fitness = fitness;
    }
  }

  /// A state as a key of a set.
  private static final class Key {
    private final byte[][] state;
    private final int hash;

    Key(byte[][] state) {
      this.state = state;
      this.hash = Arrays.deepHashCode(state);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && Arrays.deepEquals(state, key.state);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  PolluxSearch(PolluxProblem problem, SplittableRandom random) {
    this.problem = problem;
    this.random = random;
    this.variation = new PolluxVariation(problem, random);
  }

  /// Returns the states that no other dominates, the best of the first objective first.
  List<byte[][]> search(List<byte[][]> initial) {
    List<Individual> population = new ArrayList<>();
    Set<Key> known = new HashSet<>();
    for (byte[][] state : initial) {
      variation.repair(state);
      if (known.add(new Key(state))) {
        population.add(new Individual(state, problem.fitness(state)));
      }
    }
    population = survivors(population);
    // The initial population is the first generation.
    for (int g = 1; g < GENERATIONS; g++) {
      List<Individual> all = new ArrayList<>(population);
      all.addAll(children(population));
      population = survivors(all);
    }
    return population.stream()
        .filter(one -> one.front == 0)
        .sorted(Comparator.comparingDouble((Individual one) -> one.fitness.speed()).reversed())
        .map(one -> one.state)
        .toList();
  }

  private List<Individual> children(List<Individual> population) {
    Set<Key> known = new HashSet<>();
    for (Individual one : population) {
      known.add(new Key(one.state));
    }
    List<Individual> children = new ArrayList<>();
    for (int round = 0; round < MOST_ROUNDS && children.size() < POPULATION; round++) {
      int missing = POPULATION - children.size();
      for (int pair = 0; pair < (missing + 1) / 2; pair++) {
        byte[][][] states = variation.cross(winner(population).state, winner(population).state);
        for (byte[][] state : states) {
          variation.mutate(state);
          variation.repair(state);
          if (children.size() < POPULATION && known.add(new Key(state))) {
            children.add(new Individual(state, problem.fitness(state)));
          }
        }
      }
    }
    return children;
  }

  private Individual winner(List<Individual> population) {
    Individual one = population.get(random.nextInt(population.size()));
    Individual other = population.get(random.nextInt(population.size()));
    if (one.front != other.front) {
      return one.front < other.front ? one : other;
    }
    return one.crowding >= other.crowding ? one : other;
  }

  /// Returns at most a population of individuals: whole fronts, the last one by crowding distance.
  private static List<Individual> survivors(List<Individual> all) {
    List<List<Individual>> fronts = fronts(all);
    List<Individual> kept = new ArrayList<>();
    for (List<Individual> front : fronts) {
      crowd(front);
      if (kept.size() + front.size() > POPULATION) {
        front.sort(Comparator.comparingDouble((Individual one) -> one.crowding).reversed());
      }
      for (Individual one : front) {
        if (kept.size() < POPULATION) {
          kept.add(one);
        }
      }
    }
    return kept;
  }

  /// Sorts by the first objective; each individual then belongs to the first front whose last
  /// member it is not dominated by.
  private static List<List<Individual>> fronts(List<Individual> all) {
    List<Individual> sorted = new ArrayList<>(all);
    sorted.sort(
        Comparator.comparingDouble((Individual one) -> one.fitness.speed())
            .thenComparingDouble(one -> one.fitness.utility())
            .reversed());
    List<List<Individual>> fronts = new ArrayList<>();
    for (Individual one : sorted) {
      int low = 0;
      int high = fronts.size();
      while (low < high) {
        int middle = (low + high) / 2;
        if (isDominated(one, fronts.get(middle).getLast())) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      if (low == fronts.size()) {
        fronts.add(new ArrayList<>());
      }
      one.front = low;
      fronts.get(low).add(one);
    }
    return fronts;
  }

  private static boolean isDominated(Individual one, Individual by) {
    return by.fitness.utility() > one.fitness.utility()
        || (by.fitness.utility() == one.fitness.utility()
            && by.fitness.speed() > one.fitness.speed());
  }

  private static void crowd(List<Individual> front) {
    // Already sorted by the first objective downwards, so by the second upwards.
    Individual first = front.getFirst();
    Individual last = front.getLast();
    double speeds = first.fitness.speed() - last.fitness.speed();
    double utilities = last.fitness.utility() - first.fitness.utility();
    for (int i = 0; i < front.size(); i++) {
      if (i == 0 || i == front.size() - 1) {
        front.get(i).crowding = Double.POSITIVE_INFINITY;
        continue;
      }
      PolluxProblem.Fitness before = front.get(i - 1).fitness;
      PolluxProblem.Fitness after = front.get(i + 1).fitness;
      front.get(i).crowding =
          (speeds > 0 ? (before.speed() - after.speed()) / speeds : 0)
              + (utilities > 0 ? (after.utility() - before.utility()) / utilities : 0);
    }
  }
}
