namespace Mantle.Core.Modules;

/// <summary>
/// What the host and the modules before one offer it, by type. A module takes what it needs once, when it is made; calls never see it
/// (docs/decisions/0005-modules-without-a-container.md).
/// </summary>
public sealed class Parts
{
    readonly Dictionary<Type, object> parts = [];

    /// <summary>Offers a part to who comes later.</summary>
    public T Add<T>(T part)
        where T : class
    {
        parts.Add(typeof(T), part);
        return part;
    }

    /// <summary>A part.</summary>
    /// <exception cref="InvalidOperationException">Nobody offered one.</exception>
    public T Get<T>()
        where T : class =>
        (T?)parts.GetValueOrDefault(typeof(T)) ?? throw new InvalidOperationException($"Nobody offers a {typeof(T).Name}.");
}
