namespace Mantle.Core.Telemetry;

/// <summary>Tags of several instruments. Their values come from the code and the models, never from a request.</summary>
public static class Tags
{
    /// <summary>The outcome of an activity.</summary>
    public const string Outcome = "mantle.outcome";

    /// <summary>The outcome of a success.</summary>
    public const string Ok = "ok";
}
