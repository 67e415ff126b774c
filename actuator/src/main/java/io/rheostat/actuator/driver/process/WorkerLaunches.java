package io.rheostat.actuator.driver.process;

import io.rheostat.model.command.Generation;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Launches of a placement's workers: command, environment, log and marker of each.
///
/// @param folder folder of the placement's state
record WorkerLaunches(String workload, String placement, Path folder) {
  /// Returns the launch of a worker.
  ///
  /// @param generation generation of the order behind it
  Machine.Launch of(WorkerProcess worker, ProcessSettings settings, Generation generation) {
    Map<String, String> environment = new HashMap<>(settings.environment());
    environment.put("WORKLOAD", workload);
    environment.put("PLACEMENT", placement);
    environment.put("REPLICA", Integer.toString(worker.replica()));
    environment.put("PORT", Integer.toString(worker.port()));
    environment.put("GENERATION", generation.toString());
    environment.put(Machine.MARKER, marker(worker));
    List<String> command =
        settings.command().stream()
            .map(
                word ->
                    word.replace("${PORT}", Integer.toString(worker.port()))
                        .replace("${REPLICA}", Integer.toString(worker.replica())))
            .toList();
    return new Machine.Launch(command, settings.workDir(), environment, log(worker));
  }

  /// Returns the marker of this replica's process and of no other, also not of one of another state
  /// folder.
  String marker(WorkerProcess worker) {
    return folder + "/" + worker.replica() + "@" + worker.since().toEpochMilli();
  }

  Path log(WorkerProcess worker) {
    return folder.resolve(worker.replica() + ".log");
  }
}
