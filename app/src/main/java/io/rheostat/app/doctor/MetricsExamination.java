package io.rheostat.app.doctor;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rheostat.config.settings.Configuration;
import io.rheostat.config.settings.ScrapeJob;
import io.rheostat.ingest.account.IngestAccounts;
import io.rheostat.ingest.account.JobAccount;
import io.rheostat.ingest.account.WorkloadView;
import io.rheostat.ingest.log.IngestPorts;
import io.rheostat.ingest.log.WorkloadLog;
import io.rheostat.ingest.metrics.IngestMetrics;
import io.rheostat.ingest.scrape.Scraper;
import io.rheostat.ingest.time.IngestTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Examination of metrics: reads every page once, as the service would, and reports the understood
/// part.
final class MetricsExamination {
  /// Longest time for look-ups of targets to answer.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration AGAIN = Duration.ofMillis(250);

  private MetricsExamination() {}

  static List<Finding> of(Configuration configuration) throws InterruptedException {
    WorkloadLog nowhere = (_, _, _, _) -> CompletableFuture.completedFuture(null);
    IngestMetrics metrics = new IngestMetrics(new SimpleMeterRegistry());
    IngestPorts ports = new IngestPorts(nowhere, (_, _) -> {}, metrics, IngestTime.real());
    try (Scraper scraper = new Scraper(configuration, ports)) {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      scraper.discover();
      while (lacksTargets(metrics.accounts(), configuration) && System.nanoTime() < deadline) {
        Thread.sleep(AGAIN);
        scraper.discover();
      }
      scraper.step();
      return findings(metrics.accounts(), configuration);
    }
  }

  /// Returns whether look-ups have not answered yet. Files list their targets at once; a look-up
  /// over a network takes a while.
  private static boolean lacksTargets(IngestAccounts accounts, Configuration configuration) {
    return configuration.scrapeJobs().stream()
        .filter(job -> !job.lookups().isEmpty())
        .anyMatch(job -> accounts.job(job.name()).filter(one -> one.targets() > 0).isEmpty());
  }

  private static List<Finding> findings(IngestAccounts accounts, Configuration configuration) {
    List<Finding> findings = new ArrayList<>();
    boolean scrapes = false;
    for (ScrapeJob job : configuration.scrapeJobs()) {
      Optional<JobAccount> account = accounts.job(job.name());
      if (account.isPresent()) {
        findings.addAll(job(job.name(), account.get()));
        scrapes |= account.get().targets() > account.get().failing();
      }
    }
    for (WorkloadView view : accounts.views()) {
      findings.add(workload(view, scrapes));
    }
    return findings;
  }

  private static List<Finding> job(String name, JobAccount account) {
    String subject = "scrape job " + name;
    List<Finding> findings = new ArrayList<>();
    account
        .troubles(Instant.now())
        .forEach(trouble -> findings.add(Finding.problem(subject, trouble)));
    int read = account.targets() - account.failing();
    if (account.targets() == 0 && findings.isEmpty()) {
      findings.add(
          Finding.problem(subject, "has no target: look at its files, look-ups and selectors"));
    } else if (read > 0) {
      findings.add(
          Finding.ok(subject, "%d of %d pages were read".formatted(read, account.targets())));
    }
    return findings;
  }

  private static Finding workload(WorkloadView view, boolean scrapes) {
    String subject = "metrics of " + view.workload();
    if (view.presets().isEmpty()) {
      return Finding.warning(subject, "no preset is declared: nothing is read of it");
    }
    String near =
        view.unread().nearest().isEmpty()
            ? ""
            : "; came with its labels and was not understood: "
                + String.join(
                    ", ", view.unread().nearest().stream().map(WorkloadView.Near::family).toList());
    if (view.read().isEmpty()) {
      String words = "nothing on any page is read by preset " + String.join(", ", view.presets());
      return scrapes
          ? Finding.problem(subject, words + near + ". Compare its match labels with the page")
          : Finding.warning(
              subject, words + ". If it is pushed, rheostat status says whether it comes");
    }
    String words = "%d signals are read".formatted(view.read().size());
    return view.never().isEmpty()
        ? Finding.ok(subject, words)
        : Finding.warning(subject, words + ", never " + view.never() + near);
  }
}
