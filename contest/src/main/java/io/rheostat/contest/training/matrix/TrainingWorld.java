package io.rheostat.contest.training.matrix;

import io.rheostat.simulator.jobs.ClusterShape;
import io.rheostat.simulator.jobs.JobKnowledge;
import io.rheostat.simulator.jobs.JobRules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Cluster and conditions of a run.
///
/// @param name of the world
/// @param cluster its nodes
/// @param prices dollars per device-hour, by the cluster's types
/// @param delays restart delay by application in seconds; none where all have the other
/// @param otherDelay restart delay of any other application, in seconds
/// @param slowdown share of goodput lost by distributed jobs that share a node
/// @param declaredError largest factor by which declared work is wrong; 1: exact
public record TrainingWorld(
    String name,
    ClusterShape cluster,
    List<Double> prices,
    Map<String, Double> delays,
    double otherDelay,
    double slowdown,
    double declaredError) {
  /// Price of a T4 in dollars per hour: AWS g4dn.12xlarge with four of them (data/prices, 2025-03).
  public static final double T4_USD = 0.98;

  /// Price of a V100 in dollars per hour: AWS p3.16xlarge over eight.
  public static final double V100_USD = 3.06;

  /// Price of a K80 in dollars per hour: AWS p2.8xlarge over eight.
  public static final double K80_USD = 0.90;

  /// Restart delay by application in seconds, as Sia's authors measured them.
  public static final Map<String, Double> MEASURED_DELAYS =
      Map.of(
          "bert", 120.0, "cifar10", 30.0, "deepspeech2", 25.0, "imagenet", 250.0, "yolov3", 45.0);

  /// Speed of world M's device types against the T4, by application: the ratios that Gavel measured
  /// between neighbours, V100 to P100 and K80 to P100, of the nearest model in its files. A
  /// construction.
  public static final Map<String, Map<String, Double>> MIXED_SPEEDS =
      Map.of(
          "cifar10", Map.of("fast", 1.54, "slow", 0.155),
          "imagenet", Map.of("fast", 1.68, "slow", 0.237),
          "bert", Map.of("fast", 1.78, "slow", 0.32),
          "deepspeech2", Map.of("fast", 1.11, "slow", 0.295),
          "yolov3", Map.of("fast", 1.85, "slow", 0.208),
          "ncf", Map.of("fast", 0.45, "slow", 0.63));

  /// World P: Pollux's cluster of 16 nodes with 4 T4 each, every restart 30 s.
  public static final TrainingWorld P =
      new TrainingWorld("P", ClusterShape.parse("16x4:t4"), List.of(T4_USD), Map.of(), 30, 0, 1);

  /// World P with the restart delays measured by application.
  public static final TrainingWorld P_DELAYS = P.named("P-delays").with(MEASURED_DELAYS);

  /// World M: three device types, with the restart delays measured by application.
  public static final TrainingWorld M =
      new TrainingWorld(
          "M",
          ClusterShape.parse("6x4:t4,2x8:fast,3x8:slow"),
          List.of(T4_USD, V100_USD, K80_USD),
          MEASURED_DELAYS,
          30,
          0,
          1);

  TrainingWorld named(String other) {
    return new TrainingWorld(other, cluster, prices, delays, otherDelay, slowdown, declaredError);
  }

  TrainingWorld with(Map<String, Double> otherDelays) {
    return new TrainingWorld(
        name, cluster, prices, otherDelays, otherDelay, slowdown, declaredError);
  }

  TrainingWorld withDeclaredError(double error) {
    return new TrainingWorld(name, cluster, prices, delays, otherDelay, slowdown, error);
  }

  /// Returns the prices of a policy's objective: those of the devices, scaled so that the cluster's
  /// mean device costs `devicePrice` delay costs of a job. None for a price of 0: what a device
  /// costs need not be known then.
  Map<String, Double> devicePrices(double devicePrice) {
    if (devicePrice == 0) {
      return Map.of();
    }
    double sum = 0;
    for (int t = 0; t < prices.size(); t++) {
      sum += prices.get(t) * cluster.devices(cluster.types().get(t));
    }
    double mean = sum / cluster.devices();
    Map<String, Double> scaled = new HashMap<>();
    for (int t = 0; t < prices.size(); t++) {
      scaled.put(cluster.types().get(t), prices.get(t) / mean * devicePrice);
    }
    return scaled;
  }

  JobRules rules(JobKnowledge knowledge, boolean isBatchStatic, long seed) {
    return new JobRules(
        knowledge, isBatchStatic, delays, otherDelay, slowdown, declaredError, seed);
  }
}
