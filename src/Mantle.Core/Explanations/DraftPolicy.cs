using System.Text.Json.Nodes;
using Mantle.Policy;

namespace Mantle.Core.Explanations;

/// <summary>A policy of a denied call, and what it would have to become.</summary>
sealed class DraftPolicy
{
    static readonly string[] Elements = ["Effect", "Principal", "Resource", "Condition"];

    readonly List<JsonObject> added = [];
    CompiledPolicy? compiled;

    DraftPolicy(RecordedPolicy origin, JsonObject document) => (Origin, Document) = (origin, document);

    /// <summary>The policy as it was recorded; for a new one, what is known of it.</summary>
    public RecordedPolicy Origin { get; }

    /// <summary>The document as it is changed; its statements are always a list.</summary>
    public JsonObject Document { get; }

    /// <summary>Whether the policy does not exist yet.</summary>
    public bool IsNew { get; private init; }

    /// <summary>Whether it is taken away, because it cannot be edited or would have no statement left.</summary>
    public bool IsRemoved { get; private set; }

    /// <summary>The statements that were added or changed, as they are now. One that was removed is as it was.</summary>
    public List<JsonObject> Changes { get; } = [];

    /// <summary>What was changed, in sentences.</summary>
    public List<string> Notes { get; } = [];

    public bool IsChanged => Notes.Count > 0;

    JsonArray Statements => (JsonArray)Document["Statement"]!;

    public static DraftPolicy Of(RecordedPolicy recorded)
    {
        var document = PolicyJson.Parse(recorded.Text);
        if (document["Statement"] is not JsonArray)
            document["Statement"] = new JsonArray(document["Statement"]?.DeepClone());
        return new DraftPolicy(recorded, document);
    }

    public static DraftPolicy New(RecordedPolicy origin) =>
        new(origin, new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray() }) { IsNew = true };

    public JsonObject StatementAt(int index) => (JsonObject)Statements[index]!;

    /// <summary>The policy for the engine; null while it is new and empty, or when it is taken away.</summary>
    public CompiledPolicy? Compiled =>
        IsRemoved || Statements.Count == 0
            ? null
            : compiled ??= CompiledPolicy.Compile(
                PolicyDocument.Parse(PolicyJson.Write(Document)),
                new PolicySource(Origin.Id, Origin.Type),
                Origin.PrincipalIds
            );

    /// <summary>Adds a statement, or its action to an added statement that is the same otherwise.</summary>
    public void Allow(JsonObject statement)
    {
        compiled = null;
        if (added.Find(before => Elements.All(name => JsonNode.DeepEquals(before[name], statement[name]))) is { } same)
        {
            var actions = PolicyJson.ListOf(same, "Action");
            if (!actions.Contains((string)statement["Action"]!))
                same["Action"] = PolicyJson.List([.. actions, (string)statement["Action"]!]);
            return;
        }
        Statements.Add((JsonNode)statement);
        added.Add(statement);
        Changes.Add(statement);
        Notes.Add(IsNew ? "" : "Add this statement.");
    }

    /// <summary>Takes back the statement that was added last, because it did not help.</summary>
    public void TakeBack()
    {
        compiled = null;
        Statements.Remove(added[^1]);
        Changes.Remove(added[^1]);
        added.RemoveAt(added.Count - 1);
        Notes.RemoveAt(Notes.Count - 1);
    }

    /// <summary>Changes a statement in place.</summary>
    public void Change(int index, string note, Action<JsonObject> change)
    {
        compiled = null;
        change(StatementAt(index));
        Changes.Add(StatementAt(index));
        Notes.Add(note);
    }

    /// <summary>Removes a statement, and the policy with its last one.</summary>
    public void Remove(int index, string note)
    {
        compiled = null;
        Changes.Add(StatementAt(index));
        Statements.RemoveAt(index);
        Notes.Add(note);
        IsRemoved |= Statements.Count == 0 && Origin.Layer is not (PolicyLayer.RoleTrustPolicy or PolicyLayer.ResourceBasedPolicy);
    }

    /// <summary>Takes the whole policy away.</summary>
    public void Remove(string note)
    {
        IsRemoved = true;
        Notes.Add(note);
    }
}
