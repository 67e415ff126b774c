package io.rheostat.model.fleet;

import io.rheostat.model.Require;
import java.util.ArrayList;
import java.util.List;

/// Step times and gradient statistics that ended jobs of one profile key leave to later ones.
///
/// @param name profile key of the jobs
/// @param steps one for each configuration that ran, the oldest first, at most 64 a replica kind;
///     none for a profile that is forgotten
/// @param gradientSquare squared norm of the gradient at a job's start, at its initial batch
/// @param gradientVariance trace of its covariance there; both 0 where no job told them
public record JobProfile(
    String name, List<Step> steps, double gradientSquare, double gradientVariance) {
  /// Most steps kept of a device type and number of devices, to bound the declaration.
  private static final int MOST = 64;

  /// Mean times of a configuration.
  ///
  /// @param device device type
  /// @param devicesPerWorker devices of one worker
  /// @param nodes nodes with at least one worker
  /// @param workers workers of the job, at least as many as nodes
  /// @param localBatch samples of one worker in one pass
  /// @param passSeconds time of a pass without synchronisation
  /// @param stepSeconds time of a pass with synchronisation and optimiser step
  public record Step(
      String device,
      int devicesPerWorker,
      int nodes,
      int workers,
      double localBatch,
      double passSeconds,
      double stepSeconds) {
    public Step {
      Require.text("device", device);
      Require.atLeast("devicesPerWorker", 1, devicesPerWorker);
      Require.atLeast("nodes", 1, nodes);
      Require.atLeast("workers", nodes, workers);
      Require.positive("localBatch", localBatch);
      Require.positive("passSeconds", passSeconds);
      Require.positive("stepSeconds", stepSeconds);
    }

    private boolean isSameKind(Step other) {
      return device.equals(other.device) && devicesPerWorker == other.devicesPerWorker;
    }

    private boolean isSameConfiguration(Step other) {
      return isSameKind(other)
          && nodes == other.nodes
          && workers == other.workers
          && localBatch == other.localBatch;
    }
  }

  public JobProfile {
    Require.text("profile", name);
    steps = List.copyOf(steps);
  }

  /// Returns a profile of which nothing is known: what is declared to forget one.
  public static JobProfile forgotten(String name) {
    return new JobProfile(name, List.of(), 0, 0);
  }

  /// Returns whether it declares that nothing is known any more.
  public boolean isForgotten() {
    return steps.isEmpty();
  }

  /// Returns whether a job told gradient statistics.
  public boolean hasStatistics() {
    return gradientSquare != 0 || gradientVariance != 0;
  }

  /// Returns the profile after another job: its times replace earlier ones of the same
  /// configuration, and the first job's statistics stay.
  public JobProfile with(JobProfile newer) {
    List<Step> all = new ArrayList<>(steps);
    for (Step step : newer.steps) {
      all.removeIf(step::isSameConfiguration);
      all.add(step);
      List<Step> ofKind = all.stream().filter(step::isSameKind).toList();
      if (ofKind.size() > MOST) {
        all.remove(ofKind.getFirst());
      }
    }
    JobProfile statistics = hasStatistics() ? this : newer;
    return new JobProfile(name, all, statistics.gradientSquare, statistics.gradientVariance);
  }
}
