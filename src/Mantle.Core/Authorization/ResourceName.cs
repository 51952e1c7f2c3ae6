using Mantle.Policy;

namespace Mantle.Core.Authorization;

/// <summary>
/// What an access is to: the ARN of a resource, taken apart once, or <c>*</c> where the action has none. What a request names that is no
/// ARN is kept as it is; no resource has such a name.
/// </summary>
public readonly record struct ResourceName
{
    readonly string? text;

    ResourceName(string text, Arn arn) => (this.text, Arn) = (text, arn);

    /// <summary>The resource of an action that has none.</summary>
    public static ResourceName None { get; } = new("*", default);

    /// <summary>The ARN; the default where there is none.</summary>
    public Arn Arn { get; }

    /// <summary>Whether the action has no resource.</summary>
    public bool IsNone => text is "*";

    /// <summary>The resource that a text names.</summary>
    public static implicit operator ResourceName(string text) => new(text, Arn.TryParse(text, out var arn) ? arn : default);

    /// <summary>The resource with an ARN.</summary>
    public static implicit operator ResourceName(Arn arn) => new(arn, arn);

    /// <summary>The text, as policies are compared with it.</summary>
    public override string ToString() => text ?? "";
}
