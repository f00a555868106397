/** Stands in for the package `ws`, which Pyodide would load to connect sockets; the server has none. */

export default {};
