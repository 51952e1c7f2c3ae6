using System.Net;
using System.Net.Sockets;

namespace Mantle.Server.Hosting;

/// <summary>Why a server cannot listen where it was told to, in a sentence for the person who started it.</summary>
static class ListenFailure
{
    public static string Describe(IPEndPoint address, Exception error) =>
        (error as SocketException ?? error.GetBaseException() as SocketException)?.SocketErrorCode switch
        {
            SocketError.AddressAlreadyInUse => $"Port {address.Port} is taken, perhaps by another Mantle; "
                + $"use --listen {new IPEndPoint(address.Address, 0)} for a free one.",
            SocketError.AddressNotAvailable => $"Cannot listen on {address}: this machine does not have that address.",
            SocketError.AccessDenied => $"Cannot listen on {address}: ports below 1024 need privileges.",
            _ => $"Cannot listen on {address}: {error.Message}",
        };
}
