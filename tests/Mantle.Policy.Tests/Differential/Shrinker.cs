using System.Text.Json.Nodes;

namespace Mantle.Policy.Tests.Differential;

/// <summary>Removes parts of a failing scenario as long as it still fails.</summary>
static class Shrinker
{
    public static Scenario Shrink(Scenario scenario, Func<Scenario, bool> fails)
    {
        for (var again = true; again; )
        {
            again = false;
            foreach (var smaller in Smaller(scenario))
            {
                if (!Fails(smaller, fails))
                    continue;
                scenario = smaller;
                again = true;
                break;
            }
        }
        return scenario;
    }

    // A step may leave a document that does not parse; that is a different failure.
    static bool Fails(Scenario scenario, Func<Scenario, bool> fails)
    {
        try
        {
            return fails(scenario);
        }
        catch (Exception e) when (e is FormatException or KeyNotFoundException or InvalidOperationException)
        {
            return false;
        }
    }

    static IEnumerable<Scenario> Smaller(Scenario scenario)
    {
        foreach (var name in scenario.Layers.Keys.Reverse())
            yield return With(scenario, s => s.Layers.Remove(name));
        foreach (var key in scenario.Context.Keys)
            yield return With(scenario, s => s.Context.Remove(key));
        foreach (var binding in scenario.Bindings.Keys)
            yield return With(scenario, s => s.Bindings.Remove(binding));
        foreach (var (name, policies) in scenario.Layers)
        {
            for (var p = 0; p < policies.Count; p++)
            {
                var at = p;
                if (policies.Count > 1)
                    yield return With(scenario, s => s.Layers[name].RemoveAt(at));
                foreach (var path in Paths(policies[p], []))
                    yield return With(scenario, s => Remove(s.Layers[name][at], path));
            }
        }
    }

    static Scenario With(Scenario scenario, Action<Scenario> change)
    {
        var clone = scenario.Clone();
        change(clone);
        return clone;
    }

    static IEnumerable<object[]> Paths(JsonNode? node, object[] path)
    {
        var children = node switch
        {
            JsonObject o => o.Select(m => ((object)m.Key, m.Value)),
            JsonArray a => a.Select((item, i) => ((object)i, item)),
            _ => [],
        };
        foreach (var (step, child) in children.ToList())
        {
            object[] next = [.. path, step];
            if (step is not "Effect")
                yield return next;
            foreach (var deeper in Paths(child, next))
                yield return deeper;
        }
    }

    static void Remove(JsonNode root, object[] path)
    {
        var node = root;
        foreach (var step in path[..^1])
            node = step is int index ? node![index] : node![(string)step];
        if (path[^1] is int last)
            ((JsonArray)node!).RemoveAt(last);
        else
            ((JsonObject)node!).Remove((string)path[^1]);
    }
}
