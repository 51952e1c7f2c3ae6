namespace Mantle.Server.Accounts;

/// <summary>A part of an account that can be built beside its others.</summary>
abstract class Building
{
    protected abstract void Build();

    public static void All(bool inParallel, Building[] parts)
    {
        if (inParallel)
            Parallel.ForEach(parts, part => part.Build());
        else
            Array.ForEach(parts, part => part.Build());
    }
}

sealed class Building<T>(Func<T> build) : Building where T : class
{
    T? result;

    public T Result => result!;

    protected override void Build() => result = build();
}
