package io.multiproc.core.sync;

import io.multiproc.core.sync.BarrierModelState.At;
import io.multiproc.core.sync.BarrierModelState.Change;
import io.multiproc.core.sync.BarrierModelState.Party;
import io.multiproc.core.sync.BarrierModelState.Phase;
import io.multiproc.core.sync.BarrierModelState.Words;
import java.util.List;

/** What single changes make of a {@link BarrierModelState}. */
final class BarrierModelChanges {

    private BarrierModelChanges() {}

    /** One change of a party. */
    static BarrierModelState apply(BarrierModelState state, int i, Change change, int size) {
        Party party = state.parties().get(i);
        return switch (change) {
            case CLAIM_CELL -> state.with(i, party.have(true, false));
            case FREE_CELL -> state.with(i, party.have(false, false));
            case DISCARD_DEAD -> state.all(each -> each.at() == At.DEAD ? each.have(false, false) : each);
            case WAKE_ALL -> state.all(Party::wake);
            case PASSED -> meet(state, size);
            case FILLING, ACTION, RESETTING, BROKEN ->
                state.with(apply(state.words(), change)).all(each -> each.see(false));
            case COUNT_ONE, COUNT_NONE, BROKEN_LATER, NOT_BROKEN_LATER -> state.with(apply(state.words(), change));
        };
    }

    /** What is left of the words after those changes. */
    static Words apply(Words words, List<Change> changes) {
        Words current = words;
        for (Change change : changes) {
            current = apply(current, change);
        }
        return current;
    }

    private static Words apply(Words words, Change change) {
        return switch (change) {
            case COUNT_ONE -> new Words(words.phase(), words.arrived() + 1, words.broken());
            case COUNT_NONE -> new Words(words.phase(), 0, words.broken());
            case BROKEN_LATER -> new Words(words.phase(), words.arrived(), true);
            case NOT_BROKEN_LATER -> new Words(words.phase(), words.arrived(), false);
            case FILLING -> new Words(Phase.FILLING, words.arrived(), words.broken());
            case ACTION -> new Words(Phase.ACTION, words.arrived(), words.broken());
            case PASSED -> new Words(Phase.PASSED, words.arrived(), words.broken());
            case RESETTING -> new Words(Phase.RESETTING, words.arrived(), words.broken());
            case BROKEN -> new Words(Phase.BROKEN, words.arrived(), words.broken());
            case CLAIM_CELL, FREE_CELL, DISCARD_DEAD, WAKE_ALL -> words;
        };
    }

    /** Those who are there have met; they must be all, and none may be left of another meeting. */
    private static BarrierModelState meet(BarrierModelState state, int size) {
        boolean left = state.parties().stream().anyMatch(party -> party.met() && party.at() != At.DEAD);
        return state.with(apply(state.words(), Change.PASSED))
                .all(party -> party.have(party.cell(), party.cell()).see(false))
                .wrongIf(left || state.there() != size);
    }
}
