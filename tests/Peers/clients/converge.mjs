// Brings kinds of resources to a state as tools that converge do: look, create what is missing, change what differs, delete what
// is there. A kind has read, create, change, remove and list (the names of all there are, through the paginator); made and
// changed are what read answers after create and after change.
import assert from 'node:assert/strict';

export async function refused(Exception, call) {
    await assert.rejects(call, (error) => {
        assert.ok(error instanceof Exception, `expected ${Exception.name}: ${error.name}: ${error.message}`);
        assert.equal(error.$fault, 'client');
        assert.match(error.$metadata.requestId, /^[0-9a-f-]{36}$/);
        return true;
    });
}

/** The members of every page, in order. */
export async function every(pages, member) {
    const items = [];
    for await (const page of pages) items.push(...(page[member] ?? []));
    return items;
}

async function isThere(kind, Missing) {
    try {
        await kind.read();
        return true;
    } catch (error) {
        if (error instanceof Missing) return false;
        throw error;
    }
}

async function present(kinds, Missing) {
    let changes = 0;
    for (const kind of kinds) {
        if (await isThere(kind, Missing)) continue;
        await kind.create();
        changes++;
    }
    return changes;
}

async function absent(kinds, Missing) {
    let changes = 0;
    for (const kind of kinds.toReversed()) {
        if (!(await isThere(kind, Missing))) continue;
        await kind.remove();
        changes++;
    }
    return changes;
}

async function reads(kinds, member) {
    for (const kind of kinds) assert.deepEqual(await kind.read(), kind[member], kind.name);
}

export async function lifeCycle(kinds, Missing, Exists, whileThere) {
    assert.equal(await present(kinds, Missing), kinds.length);
    assert.equal(await present(kinds, Missing), 0);
    await reads(kinds, 'made');
    for (const kind of kinds) if (kind.unique) await refused(Exists, kind.create);
    for (const kind of kinds) await kind.change();
    await reads(kinds, 'changed');
    for (const kind of kinds) assert.deepEqual(await kind.list(), kind.listed, kind.name);
    await whileThere();
    assert.equal(await absent(kinds, Missing), kinds.length);
    assert.equal(await absent(kinds, Missing), 0);
}
