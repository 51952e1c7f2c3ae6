namespace Mantle.Generators;

/// <summary>Writes the dispatch table from the handlers.</summary>
static class TableWriter
{
    public static string Table(IReadOnlyList<string> services, IReadOnlyList<Handler> handlers, Contexts contexts)
    {
        var source = new Source("Mantle.Server.Operations");
        Entry(source, contexts);
        source.Line();
        source.Summary("Finds what runs an operation.");
        using (source.Open("internal static class OperationTable"))
        {
            source.Summary("Every operation of every service, in the model's order.");
            source.Line("public static global::System.Collections.Generic.IEnumerable<OperationEntry> All");
            using (source.Open(""))
            using (source.Open("get"))
            {
                source.Line("foreach (var service in global::Mantle.Wire.Services.All)");
                source.Line("    foreach (var operation in service.Operations)");
                source.Line("        if (Find(service.SigningName, operation.Name) is { } entry)");
                source.Line("            yield return entry;");
            }
            source.Line();
            source.Summary("The operation of that name (case-sensitive) in the service with that name in credential scopes; null if AWS has none. Where it is not written yet, the entry executes nothing.");
            using (source.OpenExpression("public static OperationEntry? Find(string service, string operation) => service switch"))
            {
                foreach (var service in services)
                    source.Line($"global::Mantle.Wire.{service}.Operations.SigningName => {service}(operation),");
                source.Line("_ => null,");
            }
            foreach (var service in services)
            {
                source.Line();
                using (source.OpenExpression($"static OperationEntry? {service}(string operation) => operation switch"))
                {
                    foreach (var handler in handlers)
                        if (handler.Service == service)
                            source.Line($"\"{handler.Operation}\" => {Holder(handler)}.Entry,");
                    source.Line($"_ => global::Mantle.Wire.{service}.Operations.Find(operation) is {{ }} info ? new OperationEntry(info) : null,");
                }
            }
            foreach (var handler in handlers)
                Handler(source, handler);
        }
        return source.ToString();
    }

    static void Entry(Source source, Contexts contexts)
    {
        source.Line();
        source.Summary("What runs an operation: the methods of its class. Requests and responses travel as objects; their types are those of the operation.");
        using (source.Open("internal sealed class OperationEntry(global::Mantle.Wire.OperationInfo info)"))
        {
            source.Summary("The operation, and how its messages are read and written.");
            source.Line("public global::Mantle.Wire.OperationInfo Info { get; } = info;");
            source.Summary("Whether the answer carries credentials, so that its event is durable before it leaves.");
            source.Line("public bool IssuesCredentials { get; init; }");
            source.Summary("Whether there is a class for the operation.");
            source.Line("public bool IsImplemented => Read is not null || Write is not null || ExecuteAsync is not null;");
            Delegate(source, "What the caller must be allowed; exactly one of this and RequiresAsync.", $"Func<object, {contexts.Call}, {contexts.Access}>", "Requires");
            Delegate(source, "What the caller must be allowed, where finding out waits for something.", $"Func<object, {contexts.Call}, global::System.Threading.CancellationToken, global::System.Threading.Tasks.ValueTask<{contexts.Access}>>", "RequiresAsync");
            Delegate(source, "Slow or outside work before authorization; its result is the last argument of what executes.", $"Func<object, {contexts.Call}, global::System.Threading.CancellationToken, global::System.Threading.Tasks.ValueTask<object?>>", "PrepareAsync");
            Delegate(source, "What a writing operation writes, where it is not just the caller's account.", $"Func<object, {contexts.Call}, object?, {contexts.Target}>", "Writes");
            Delegate(source, "Executes an operation that changes nothing.", $"Func<object, {contexts.Call}, object?, object?>", "Read");
            Delegate(source, "Executes an operation by building up a change.", $"Func<object, {contexts.Change}, object?, object?>", "Write");
            Delegate(source, "Executes an operation that reads or writes streams or stores.", $"Func<object, {contexts.AsyncCall}, object?, global::System.Threading.CancellationToken, global::System.Threading.Tasks.Task<object?>>", "ExecuteAsync");
        }
    }

    static void Delegate(Source source, string summary, string type, string name)
    {
        source.Summary(summary);
        source.Line($"public global::System.{type}? {name} {{ get; init; }}");
    }

    static void Handler(Source source, Handler handler)
    {
        source.Line();
        using (source.Open($"static class {Holder(handler)}"))
        using (source.OpenExpression($"internal static readonly OperationEntry Entry = new(global::Mantle.Wire.{handler.Service}.Operations.{handler.Operation})"))
        {
            if (handler.IssuesCredentials)
                source.Line("IssuesCredentials = true,");
            source.Line(handler.Requires!.Asynchronous
                ? $"RequiresAsync = static (r, c, cancel) => {handler.Class}.RequiresAsync(({handler.Request})r, c, cancel),"
                : $"Requires = static (r, c) => {handler.Class}.Requires(({handler.Request})r, c),");
            if (handler.Prepare is not null)
                source.Line($"PrepareAsync = static async (r, c, cancel) => await {handler.Class}.PrepareAsync(({handler.Request})r, c, cancel).ConfigureAwait(false),");
            if (handler.Writes is { } writes)
                source.Line($"Writes = static (r, c, p) => {handler.Class}.Writes(({handler.Request})r, c{(writes.Prepared is { } type ? $", ({type})p!" : "")}),");
            Execute(source, handler, handler.Execute!);
        }
    }

    static void Execute(Source source, Handler handler, Method execute)
    {
        var prepared = execute.Prepared is { } type ? $", ({type})p!" : "";
        if (execute.Asynchronous)
        {
            var call = $"await {handler.Class}.ExecuteAsync(({handler.Request})r, c{prepared}, cancel).ConfigureAwait(false)";
            source.Line(handler.Response is null
                ? $"ExecuteAsync = static async (r, c, p, cancel) => {{ {call}; return null; }},"
                : $"ExecuteAsync = static async (r, c, p, cancel) => {call},");
            return;
        }
        var property = IsRead(handler) ? "Read" : "Write";
        var execution = $"{handler.Class}.Execute(({handler.Request})r, c{prepared})";
        source.Line(handler.Response is null
            ? $"{property} = static (r, c, p) => {{ {execution}; return null; }},"
            : $"{property} = static (r, c, p) => {execution},");
    }

    /// <summary>An operation reads if it executes on the same type that its requirements are stated for.</summary>
    public static bool IsRead(Handler handler) => handler.Execute!.Context == handler.Requires!.Context;

    static string Holder(Handler handler) => $"{handler.Service}_{handler.Operation}";
}

/// <summary>The types that the handlers use for call, access, change and write target; object where no handler says.</summary>
sealed record Contexts(string Call, string Access, string Change, string AsyncCall, string Target);
