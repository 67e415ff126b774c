package io.rheostat.simulator.page;

import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import java.util.Optional;

/// A training job's own page, as its first worker serves it.
public final class PyTorchPage {
  private PyTorchPage() {}

  /// Returns the page as text; empty for a replica without training signals.
  public static String render(ReplicaPage page) {
    Exposition text = new Exposition(page.labels());
    for (Sample sample : page.samples()) {
      if (sample instanceof Sample.Scalar(Signal signal, _, double value)) {
        name(signal)
            .ifPresent(
                name -> {
                  String type = signal.kind() == Signal.Kind.COUNTER ? "counter" : "gauge";
                  text.family(name, type, "Unit: " + signal.unit() + ".");
                  text.value(name, value);
                });
      }
    }
    return text.text();
  }

  private static Optional<String> name(Signal signal) {
    return switch (signal) {
      case STEP_TIME -> Optional.of("training_step_time_seconds");
      case SAMPLES -> Optional.of("training_samples_total");
      case GRADIENT_SQUARE -> Optional.of("training_gradient_square");
      case GRADIENT_VARIANCE -> Optional.of("training_gradient_variance");
      case BATCH_SIZE -> Optional.of("training_batch_size");
      case WORKERS -> Optional.of("training_workers");
      case PROGRESS -> Optional.of("training_progress_samples");
      case COMPLETE -> Optional.of("training_complete");
      case SYNC_TIME -> Optional.of("training_sync_time_seconds");
      case CHECKPOINT_PROGRESS -> Optional.of("training_last_checkpoint_progress_samples");
      default -> Optional.empty();
    };
  }
}
