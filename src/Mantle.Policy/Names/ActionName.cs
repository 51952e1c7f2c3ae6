namespace Mantle.Policy;

/// <summary>An action of a request: <c>service:Name</c>, for example <c>s3:GetObject</c>. Compared ignoring case.</summary>
/// <remarks>
/// Known names are cached and not hashed again. See
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html">
/// IAM JSON policy elements: Action</see>.
/// </remarks>
public readonly struct ActionName : IEquatable<ActionName>
{
    readonly ActionText? data;

    ActionName(ActionText data) => this.data = data;

    /// <summary>The service prefix, for example <c>s3</c>.</summary>
    public ReadOnlySpan<char> Service => data is null ? default : data.Text.AsSpan(0, data.Colon);

    /// <summary>The name after the colon, for example <c>GetObject</c>.</summary>
    public ReadOnlySpan<char> Name => data is null ? default : data.Text.AsSpan(data.Colon + 1);

    internal ActionText Data => data ?? ActionText.None;

    /// <summary>Parses <c>service:Name</c>. Wildcards are not allowed, because requests have none.</summary>
    public static bool TryParse(string? text, out ActionName action)
    {
        action = default;
        var colon = text is null ? -1 : text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || colon == text!.Length - 1 || text.AsSpan().ContainsAny('*', '?'))
            return false;
        action = new ActionName(ActionText.Shared(text, colon));
        return true;
    }

    /// <summary>Parses <c>service:Name</c>.</summary>
    /// <exception cref="FormatException">The text is not a valid action.</exception>
    public static ActionName Parse(string text) =>
        TryParse(text, out var action) ? action : throw new FormatException($"'{text}' is not an action of the form service:Name.");

    /// <inheritdoc/>
    public bool Equals(ActionName other) => string.Equals(Data.Lower, other.Data.Lower, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ActionName other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Data.Hash;

    /// <summary>Whether both are the same action, ignoring case.</summary>
    public static bool operator ==(ActionName left, ActionName right) => left.Equals(right);

    /// <summary>Whether they are different actions.</summary>
    public static bool operator !=(ActionName left, ActionName right) => !left.Equals(right);

    /// <summary>The action as given.</summary>
    public override string ToString() => Data.Text;
}
