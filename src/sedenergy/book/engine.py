"""How papermill starts a kernel when a chapter is run by hand."""

from typing import Any

from traitlets.config import Config


class EncryptedEngine:
    """Papermill's own engine, with a kernel that encrypts what it says.

    Papermill has no option for this. Without it, each kernel warns that its channel is open, which
    nobody at the command line can change. ``papermill --engine sedenergy`` finds the class by the
    entry point in ``pyproject.toml``. It is no subclass: papermill loads this module while it is
    being imported itself.
    """

    @staticmethod
    def execute_notebook(*arguments: Any, **options: Any) -> Any:
        """Execute a notebook, as papermill does."""
        from papermill.engines import NBClientEngine

        config = Config({"KernelManager": {"transport_encryption": "auto"}})
        return NBClientEngine.execute_notebook(*arguments, config=config, **options)

    @staticmethod
    def nb_kernel_name(*arguments: Any) -> Any:
        """Return the name of a notebook's kernel, as papermill does."""
        from papermill.utils import nb_kernel_name

        return nb_kernel_name(*arguments)

    @staticmethod
    def nb_language(*arguments: Any) -> Any:
        """Return the language of a notebook, as papermill does."""
        from papermill.utils import nb_language

        return nb_language(*arguments)
