namespace Mantle.Core.Telemetry;

/// <summary>Tags that several instruments have. Their values come from the code and the models, never from a request.</summary>
public static class Tags
{
    /// <summary>How something ended.</summary>
    public const string Outcome = "mantle.outcome";

    /// <summary>It ended well.</summary>
    public const string Ok = "ok";
}
