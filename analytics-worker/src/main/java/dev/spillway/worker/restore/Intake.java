package dev.spillway.worker.restore;

import dev.spillway.platform.parcel.MalformedParcelException;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.parcel.ParcelCodec;
import dev.spillway.platform.parcel.UnsupportedParcelVersionException;
import dev.spillway.platform.signal.Signal;
import dev.spillway.platform.signal.SignalCodec;
import dev.spillway.worker.archive.ArchivedMessage;
import dev.spillway.worker.signal.SignalStore;
import dev.spillway.worker.store.MessageText;
import dev.spillway.worker.store.ParkedMessages;
import java.time.Instant;

/** Does with a message of the archive what the drain did with it when it came. */
final class Intake {

    private final RestoreOptions options;
    private final Sieve sieve;
    private final Evidence evidence;
    private final Loader loader;
    private final ParkedMessages parked;
    private final SignalStore signals;
    private final Tally tally;

    Intake(
            RestoreOptions options,
            RestoreTools tools,
            Sieve sieve,
            Evidence evidence,
            Loader loader,
            Tally tally) {
        this.options = options;
        this.sieve = sieve;
        this.evidence = evidence;
        this.loader = loader;
        this.parked = tools.parked();
        this.signals = tools.signals();
        this.tally = tally;
    }

    /**
     * Takes one in.
     *
     * @param old whether the claim that it made may have been swept
     */
    void take(ArchivedMessage message, boolean old) {
        switch (message.kind()) {
            case PARCEL -> parcel(message, old);
            case SIGNAL -> signal(message, old);
        }
    }

    private void parcel(ArchivedMessage message, boolean old) {
        try {
            sieve.pass(ParcelCodec.decode(message.text()), old)
                    .ifPresent(parcel -> store(parcel, message));
        } catch (UnsupportedParcelVersionException e) {
            tally.read(1);
            tally.skipped(Skip.NEWER_VERSION, 1);
        } catch (MalformedParcelException e) {
            unreadable(message, e, old);
        }
    }

    private void store(Parcel parcel, ArchivedMessage message) {
        if (!options.dryRun()) {
            loader.add(parcel, message.text().length(), message.settledAt());
        } else if (evidence.isClaimed(parcel.tenantId(), parcel.id())) {
            tally.known(parcel.webhooks().size());
        }
    }

    /** It was a dead letter then, and counted as one webhook. */
    private void unreadable(
            ArchivedMessage message, MalformedParcelException failure, boolean old) {
        tally.read(1);
        if (!options.wants(message.tenantId())) {
            tally.skipped(Skip.OTHER_TENANT, 1);
        } else if (old
                && evidence.hasLetter(message.tenantId(), MessageText.ascii(message.text()))) {
            tally.known(1);
        } else if (options.dryRun()) {
            if (evidence.isClaimed(message.tenantId(), message.id())) {
                tally.known(1);
            }
        } else {
            ParkedMessages.Unreadable unreadable =
                    new ParkedMessages.Unreadable(
                            message.tenantId(),
                            message.id(),
                            message.text(),
                            failure.getClass().getName());
            loader.alone(message.settledAt(), () -> parked.parcel(unreadable));
        }
    }

    private void signal(ArchivedMessage message, boolean old) {
        Signal signal;
        try {
            signal = SignalCodec.decode(message.text());
        } catch (SignalCodec.UnsupportedSignalException e) {
            tally.signal();
            tally.signalSkipped(Skip.NEWER_VERSION);
            return;
        } catch (SignalCodec.MalformedSignalException e) {
            malformedSignal(message, old);
            return;
        }
        if (sieve.passes(signal, old)) {
            store(message);
        }
    }

    private void malformedSignal(ArchivedMessage message, boolean old) {
        tally.signal();
        if (!options.wants(message.tenantId())) {
            tally.signalSkipped(Skip.OTHER_TENANT);
        } else if (old) {
            tally.signalSkipped(Skip.EXPIRED);
        } else {
            store(message);
        }
    }

    /** At present, not then: what is held too long is not to be held again. */
    private void store(ArchivedMessage message) {
        if (!options.dryRun()) {
            SignalStore.Incoming incoming =
                    new SignalStore.Incoming(message.tenantId(), message.id(), message.text());
            loader.alone(Instant.now(), () -> signals.store(incoming));
        }
    }
}
